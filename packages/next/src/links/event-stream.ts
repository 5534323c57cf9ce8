import { ApiUnavailableError, IdentityChangedError } from '../errors.ts'
import type { StreamEvent } from './event-stream-parser.ts'
import type { Verdict } from './judge-error.ts'
import { ERROR_EVENT, readEventStream, type Ended } from './read-event-stream.ts'
import { newRequestId, REQUEST_ID_HEADER } from './request-id.ts'
import type { TokenSource } from './token-source.ts'

export interface EventStreamOptions {
  url: string
  tokens: TokenSource
  fetch: typeof fetch
  judge: (serializedError: string) => Verdict
  timing?: Partial<Timing>
}

/** All in milliseconds. */
export interface Timing {
  /** A connection without a byte for so long is dead: the server pings every 10 s. */
  silence: number
  /** After the first failure; it doubles with each. The server's `retry:` replaces it. */
  pause: number
  maxPause: number
  /** After a failure while the browser says that it is offline. Coming online ends it. */
  offline: number
  /** After the server's own end of a stream, at most, where it does not ask for a time: many clients come back at once. */
  spread: number
  /** A stream that lasted so long was healthy: failures are counted anew. */
  healthy: number
}

// Whatever the server says: `retry: 0` must not become a flood, and neither must what no timer can count.
const MIN_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 60_000

const usualTiming: Timing = { silence: 25_000, pause: 1_000, maxPause: 10_000, offline: 60_000, spread: 250, healthy: 1_000 }

export interface EventStreamListener {
  event(event: StreamEvent): void
  /** It has failed more than once. It goes on trying. */
  interrupted(error: Error): void
  /** It is over: somebody else is signed in by now, or nobody. */
  signedOut(): void
}

/**
 * Keeps a stream of events open until it is closed. Each connection asks for the token afresh, and sends it and the last
 * event's id in headers; neither ever stands in the URL. An expired token is renewed once.
 *
 * A stream that the server ends is opened again at once and unseen: that is how one ends at its token's expiry. Whatever
 * else goes wrong is tried again after a growing pause. An error that will not pass reaches the listener as
 * {@link ERROR_EVENT} and ends the stream.
 *
 * Returns what closes it.
 */
export function openEventStream({ url, tokens, fetch, judge, timing }: EventStreamOptions, listener: EventStreamListener, lastEventId = ''): () => void {
  const times = { ...usualTiming, ...timing }
  const closing = new AbortController()
  const { signal } = closing
  /** What the stream that has ended asked for; the next one may ask again. */
  let asked: number | undefined
  // Whoever opened it may think better of it at once, as React does in Strict Mode.
  queueMicrotask(() => void run())
  return () => closing.abort()

  async function run(): Promise<void> {
    let failures = 0
    let renewed = false
    while (!signal.aborted) {
      let ended: Ended
      try {
        const token = await tokens.current()
        if (signal.aborted) return
        ended = await connect(token)
        const verdict = ended.error === undefined ? null : judge(ended.error)
        if (verdict === 'refuse') return refused(ended.error)
        // Where a fresh one has expired, too, the clock of the API is wrong. That passes.
        renewed = verdict === 'renew' && !renewed
        if (renewed) {
          await tokens.renew(token)
          continue
        }
      } catch (cause) {
        renewed = false
        ended = { problem: cause as Error, livedMs: 0 } // tokens reject with errors
      }
      if (signal.aborted) return
      const { livedMs, problem = new ApiUnavailableError('The API is down: the stream ends as soon as it begins.') } = ended
      if (problem instanceof IdentityChangedError) return listener.signedOut()
      failures = livedMs >= times.healthy ? 0 : failures + 1
      if (failures > 1) listener.interrupted(problem)
      await pause(lengthOfPause(failures))
    }
  }

  function connect(token: string | null): Promise<Ended> {
    const headers = {
      [REQUEST_ID_HEADER]: newRequestId(),
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(lastEventId && { 'last-event-id': lastEventId }),
    }
    return readEventStream({ url, headers, fetch, signal, silenceMs: times.silence }, { event, retry })
  }

  function retry(milliseconds: number): void {
    asked = Math.min(milliseconds, LONGEST_PAUSE_MS)
    times.pause = Math.max(asked, MIN_PAUSE_MS)
  }

  function event(received: StreamEvent): void {
    lastEventId = received.id ?? lastEventId
    if (!signal.aborted) listener.event(received)
  }

  function refused(error = ''): void {
    if (!signal.aborted) listener.event({ type: ERROR_EVENT, data: error })
  }

  function lengthOfPause(failures: number): number {
    const wanted = asked
    asked = undefined
    if (failures === 0) return wanted ?? times.spread * Math.random()
    if (globalThis.navigator?.onLine === false) return times.offline
    return Math.min(times.maxPause, times.pause * 2 ** (failures - 1)) * (1 - Math.random() / 2)
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(wake, milliseconds)
      signal.addEventListener('abort', wake)
      globalThis.addEventListener?.('online', wake)
      if (signal.aborted) wake()

      function wake(): void {
        clearTimeout(timer)
        signal.removeEventListener('abort', wake)
        globalThis.removeEventListener?.('online', wake)
        resolve()
      }
    })
  }
}
