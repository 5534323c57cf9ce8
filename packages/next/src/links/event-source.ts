import type { ErrorShape } from '@throughline/contract'
import { IdentityChangedError } from '../errors.ts'
import type { StreamEvent } from './event-stream-parser.ts'
import type { EventStreamListener } from './event-stream.ts'
import { ERROR_EVENT, STARTED_EVENT } from './read-event-stream.ts'

export interface EventSourceInit {
  /** Opens the stream of a URL and returns what closes it. */
  open: (url: string, listener: EventStreamListener) => () => void
  /** Ends the stream when its identity has gone. */
  signal: AbortSignal
}

type Listener = (event: object) => void

const signedOut: ErrorShape = { message: new IdentityChangedError().message, code: -32_001, data: { code: 'UNAUTHORIZED', httpStatus: 401, requestId: '' } }
const SIGNED_OUT = JSON.stringify({ json: signedOut })

/**
 * The part of the browser's EventSource that tRPC's link uses, for a stream that is opened in another way. An `error`
 * event is the error itself, so that whoever reads the subscription's error learns its class and its message.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface
 */
export class StreamEventSource {
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSED = 2
  readyState: number = this.CONNECTING

  private readonly listeners = new Map<string, Set<Listener>>()
  private readonly closeStream: () => void
  private lastEventId = ''

  constructor(
    url: string,
    private readonly init: EventSourceInit,
  ) {
    this.closeStream = init.open(url, {
      event: (event) => this.receive(event),
      interrupted: (error) => this.interrupted(error),
      signedOut: this.end,
    })
    init.signal.addEventListener('abort', this.end)
    if (init.signal.aborted) this.end()
  }

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, (this.listeners.get(type) ?? new Set()).add(listener))
  }

  removeEventListener(type: string, listener: Listener): void {
    this.listeners.get(type)?.delete(listener)
  }

  close(): void {
    this.readyState = this.CLOSED
    this.init.signal.removeEventListener('abort', this.end)
    this.closeStream()
  }

  // As an error of the API: one that closes an EventSource reaches tRPC's callers without its message.
  private readonly end = (): void => {
    this.receive({ type: ERROR_EVENT, data: SIGNED_OUT })
    this.close()
  }

  private receive({ type, data, id }: StreamEvent): void {
    if (this.readyState === this.CLOSED) return
    this.readyState = this.OPEN
    this.lastEventId = id ?? this.lastEventId
    // It holds how long a silence tRPC's link should bear before it opens another source. The stream watches over that
    // itself, and another source would begin anew.
    this.dispatch(type, { type, data: type === STARTED_EVENT ? '{}' : data, lastEventId: this.lastEventId })
  }

  private interrupted(error: Error): void {
    if (this.readyState === this.CLOSED) return
    this.readyState = this.CONNECTING
    this.dispatch('error', error)
  }

  private dispatch(type: string, event: object): void {
    for (const listener of this.listeners.get(type) ?? []) listener(event)
  }
}
