export interface LoggedRequest {
  readonly api: 'frontend' | 'backend'
  readonly method: string
  readonly path: string
  readonly status: number
}

const KEPT = 5_000

/** The last requests to either API, oldest first: what a test counts fetches by. */
export class RequestLog {
  readonly entries: LoggedRequest[] = []

  add(entry: LoggedRequest): void {
    this.entries.push(entry)
    if (this.entries.length > KEPT) this.entries.splice(0, this.entries.length - KEPT)
  }
}
