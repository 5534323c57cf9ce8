export interface Departure {
  /** Which process it was sent to. */
  readonly api: string
  /** `performance.now()`. */
  readonly at: number
}

/** When writes were sent, by the event that tells of them. */
export class Departures {
  private readonly sent = new Map<string, Departure | null>()

  /** Of two that name one version of a ticket nobody knows beforehand which will make it: such an event has no departure. */
  note(eventKey: string, departure: Departure): void {
    this.sent.set(eventKey, this.sent.has(eventKey) ? null : departure)
  }

  of(eventKey: string): Departure | null {
    return this.sent.get(eventKey) ?? null
  }
}
