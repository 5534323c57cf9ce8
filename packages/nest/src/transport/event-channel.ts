import { tracked, type TrackedEnvelope } from '@trpc/server'
import { StreamInterruptedError } from './stream-interrupted.error.ts'

export interface EventChannelOptions {
  /** Events kept for streams that resume. 100 by default. */
  history?: number
  /** Events that wait for one slow stream; with more, it is interrupted and resumes from its last id. 1,000 by default. */
  backlog?: number
}

/**
 * One source of events for many streams, within this process. An event is published once, as one object: every stream
 * passes the same envelope on, so that the transport checks and serializes it once however many read it.
 */
export class EventChannel<T> {
  private readonly readers = new Set<Reader<T>>()
  private readonly recent: TrackedEnvelope<T>[] = []
  private readonly history: number
  private readonly backlog: number

  constructor({ history = 100, backlog = 1_000 }: EventChannelOptions = {}) {
    this.history = history
    this.backlog = backlog
  }

  /** How many streams read at this moment. */
  get size(): number {
    return this.readers.size
  }

  /** `data` must not be changed afterwards: streams may serialize it later. `id` is what a client resumes from. */
  publish(id: string, data: T): void {
    const event = tracked(id, data)
    this.recent.push(event)
    if (this.recent.length > this.history) this.recent.shift()
    for (const reader of this.readers) reader.receive(event)
  }

  /** Whether nothing was missed since `lastEventId`; when false, a resuming stream must be told the state anew. */
  remembers(lastEventId: string): boolean {
    return this.recent.some(([id]) => id === lastEventId)
  }

  /**
   * What is published from this call on, after what is remembered since `lastEventId`. Ends with the signal.
   *
   * @throws {StreamInterruptedError} from `next()`, when the reader falls too far behind
   */
  subscribe({ lastEventId, signal }: { lastEventId?: string | undefined; signal: AbortSignal }): AsyncIterableIterator<TrackedEnvelope<T>> {
    const last = lastEventId === undefined ? -1 : this.recent.findLastIndex(([id]) => id === lastEventId)
    const missed = last === -1 ? [] : this.recent.slice(last + 1)
    return new Reader(this.readers, missed, this.backlog, signal)
  }
}

type Next<T> = IteratorResult<TrackedEnvelope<T>, undefined>

/** Written out instead of an async generator: a stream that waits holds this one object and one promise. */
class Reader<T> implements AsyncIterableIterator<TrackedEnvelope<T>> {
  private waiting: { resolve(next: Next<T>): void } | null = null
  private interrupted = false
  private ended = false

  constructor(
    private readonly readers: Set<Reader<T>>,
    private readonly queue: TrackedEnvelope<T>[],
    private readonly backlog: number,
    private readonly signal: AbortSignal,
  ) {
    readers.add(this)
    signal.addEventListener('abort', this, { once: true })
    if (signal.aborted) this.end()
  }

  receive(event: TrackedEnvelope<T>): void {
    const { waiting } = this
    this.waiting = null
    if (waiting) return waiting.resolve({ value: event, done: false })
    if (this.queue.push(event) <= this.backlog) return
    this.interrupted = true
    this.end()
  }

  next(): Promise<Next<T>> {
    if (this.interrupted) return Promise.reject(new StreamInterruptedError('The reader fell too far behind.'))
    const value = this.ended ? undefined : this.queue.shift()
    if (value) return Promise.resolve({ value, done: false })
    if (this.ended) return Promise.resolve({ value: undefined, done: true })
    return new Promise((resolve) => (this.waiting = { resolve }))
  }

  return(): Promise<Next<T>> {
    this.end()
    return Promise.resolve({ value: undefined, done: true })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** The signal's listener. */
  handleEvent(): void {
    this.end()
  }

  private end(): void {
    this.ended = true
    this.queue.length = 0
    this.readers.delete(this)
    this.signal.removeEventListener('abort', this)
    this.waiting?.resolve({ value: undefined, done: true })
    this.waiting = null
  }
}
