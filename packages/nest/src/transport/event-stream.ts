import type { ServerResponse } from 'node:http'
import { connectedFrame, errorFrame, PING_FRAME, RETURN_FRAME, retryFrame } from './event-frames.ts'
import { StreamInterruptedError } from './stream-interrupted.error.ts'

/** On whose behalf a stream is open, and for how long at most. */
export interface StreamOwner {
  readonly userId: string | null
  readonly sessionId: string | null
  /** Milliseconds since the epoch; `Infinity` where nothing ends it. */
  readonly expiresAt: number
}

export interface StreamSource {
  readonly events: AsyncIterator<unknown>
  /** Throws what keeps an event from being sent. */
  readonly frame: (event: unknown) => Buffer
  /** An error as JSON for the client; `null` where it only means that nobody listens any more. */
  readonly describe: (error: unknown) => string | null
}

/**
 * One open subscription: pulls events from a handler and writes them to a socket, never more than the socket takes.
 *
 * It ends in one of three ways. The handler finishes or fails: the client is told and does not come back. The client
 * goes. Or it is interrupted (token, shutdown, fallen behind): the connection just ends, and the client resumes.
 */
export class EventStream {
  private readonly controller = new AbortController()
  private source: StreamSource | null = null
  private closed = false
  // On a clock that nobody can set: with the one on the wall set back, quiet lines would have no pings, and no stream an end.
  private writtenAt = performance.now()
  private readonly endsAt: number

  constructor(
    private readonly response: ServerResponse,
    readonly owner: StreamOwner,
    private readonly pingMs: number,
    private readonly onClose: (stream: EventStream) => void,
  ) {
    this.endsAt = this.writtenAt + owner.expiresAt - Date.now()
    response.once('close', this.close)
  }

  /** For the handler: aborts when the stream is over, however that came about. */
  get signal(): AbortSignal {
    return this.controller.signal
  }

  /** `options` are for tRPC's client. */
  begin(options: object): void {
    this.response.write(connectedFrame(options))
  }

  follow(source: StreamSource): void {
    if (this.closed) return abandon(source.events)
    this.source = source
    this.pull()
  }

  /** Tells the client of an error that it does not come back from. */
  fail(json: string): void {
    this.finish(errorFrame(json))
  }

  /** Ends the connection so that the client makes a new one, after `retryMs` if given, and resumes. */
  interrupt(retryMs?: number): void {
    this.finish(retryMs === undefined ? undefined : retryFrame(retryMs))
  }

  /** What time does to a stream: its token ends, a quiet line needs a ping, a reader that takes nothing is dropped. `now` is of `performance`. */
  tick(now: number, slowReaderMs: number): void {
    if (now >= this.endsAt) return this.interrupt()
    const quiet = now - this.writtenAt
    if (this.response.writableNeedDrain) {
      if (quiet >= slowReaderMs) this.response.destroy()
    } else if (this.pingMs > 0 && quiet >= this.pingMs) {
      this.write(PING_FRAME)
    }
  }

  private readonly pull = (): void => {
    if (this.closed || !this.source) return
    try {
      Promise.resolve(this.source.events.next()).then(this.receive, this.failWith)
    } catch (error) {
      this.failWith(error)
    }
  }

  private readonly receive = (next: IteratorResult<unknown>): void => {
    if (this.closed || !this.source) return
    if (next.done) return this.finish(RETURN_FRAME)
    try {
      if (this.write(this.source.frame(next.value))) this.pull()
      else this.response.once('drain', this.pull)
    } catch (error) {
      this.failWith(error)
    }
  }

  private readonly failWith = (thrown: unknown): void => {
    if (this.closed || !this.source) return
    try {
      const error = readable(thrown)
      if (error instanceof StreamInterruptedError) return this.interrupt()
      const json = this.source.describe(error)
      this.finish(json === null ? undefined : errorFrame(json))
    } catch {
      // Not even its description could be made: the client only learns that the stream has broken.
      this.response.destroy()
    }
  }

  private write(frame: Buffer): boolean {
    this.writtenAt = performance.now()
    return this.response.write(frame)
  }

  private finish(last: string | Buffer | undefined): void {
    if (this.closed) return
    this.response.end(last)
    this.close()
  }

  private readonly close = (): void => {
    if (this.closed) return
    this.closed = true
    this.response.off('drain', this.pull)
    this.controller.abort()
    if (this.source) abandon(this.source.events)
    this.source = null
    this.onClose(this)
  }
}

/** What was thrown, if one may so much as ask what it is: of a revoked proxy one may not. */
function readable(thrown: unknown): unknown {
  try {
    void (thrown instanceof Error)
    return thrown
  } catch {
    return new Error('Something was thrown that cannot be read.')
  }
}

/** Not awaited: a handler that still waits for something would hold the stream, and a shutdown, with it. */
function abandon(events: AsyncIterator<unknown>): void {
  try {
    events.return?.().then(undefined, () => {})
  } catch {
    // What a handler does on its way out concerns nobody any more.
  }
}
