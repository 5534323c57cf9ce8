import { Logger } from '@nestjs/common'

/** Seconds, as `Retry-After` has them. */
export const RETRY_AFTER_S = 1

export const BUSY = 'The server is busy. Try again in a moment.'

const SAY_EVERY_MS = 10_000

/**
 * How many calls a process works on at once, each of a batch for itself. One more than it can finish in time makes all of them late, and then
 * nobody is served; so the excess is refused at once, before its token or its input is looked at. Waiting for a slow
 * caller's bytes is no work and does not count, or a few such callers could take all the places.
 */
export class CallLimit {
  private readonly logger = new Logger('Throughline')
  private inFlight = 0
  private refused = 0
  private saidAt = -Infinity

  constructor(private readonly limit: number) {}

  /** Takes as many places, to be given back by {@link leave}; `false` where they are taken. A batch larger than the limit still passes when nothing else is under way. */
  enter(calls = 1): boolean {
    if (this.inFlight > 0 && this.inFlight + calls > this.limit) return this.refuse()
    this.inFlight += calls
    return true
  }

  leave(calls = 1): void {
    this.inFlight -= calls
  }

  private refuse(): false {
    this.refused++
    const now = performance.now()
    if (now - this.saidAt >= SAY_EVERY_MS) {
      this.logger.warn(`Busy: ${this.limit} calls are in flight; ${this.refused} more requests have been refused since this was last said.`)
      this.saidAt = now
      this.refused = 0
    }
    return false
  }
}
