import type { ServerResponse } from 'node:http'

/** Aborts when a request's client has gone before its answer was complete. Costs nothing until somebody asks for it. */
export class RequestSignal {
  private controller: AbortController | null = null

  constructor(private readonly response: ServerResponse) {}

  get value(): AbortSignal {
    if (this.controller) return this.controller.signal
    const controller = (this.controller = new AbortController())
    const { response } = this
    const abort = () => response.writableFinished || controller.abort()
    if (response.destroyed) abort()
    else response.once('close', abort)
    return controller.signal
  }
}
