import type { ServerResponse } from 'node:http'
import { EventStream, type StreamOwner } from './event-stream.ts'

export interface StreamLimits {
  /** Open streams in this process. */
  maxStreams: number
  /** Open streams of one signed-in user. */
  maxStreamsPerActor: number
  /** Open streams of everybody who is not signed in, together. */
  maxAnonymousStreams: number
  /** How long a reader may take nothing while something waits for it, in milliseconds. */
  slowReaderMs: number
}

const TICK_MS = 500
// Clients of a server that goes down come back over this time, and not all at once.
const RETRY_SPREAD_MS = 2_000

/** All open streams of a process: how many there may be, and the one clock that all of them share. */
export class EventStreams {
  private readonly streams = new Set<EventStream>()
  private readonly perUser = new Map<string | null, number>()
  private timer: NodeJS.Timeout | undefined
  private closing = false

  constructor(private readonly limits: StreamLimits) {}

  get size(): number {
    return this.streams.size
  }

  /** A place for a stream, taken before anything of its handler runs; or the code of the refusal. */
  open(response: ServerResponse, owner: StreamOwner, pingMs: number): EventStream | 'TOO_MANY_REQUESTS' | 'SERVICE_UNAVAILABLE' {
    const mine = this.perUser.get(owner.userId) ?? 0
    if (this.closing || this.streams.size >= this.limits.maxStreams) return 'SERVICE_UNAVAILABLE'
    if (mine >= (owner.userId === null ? this.limits.maxAnonymousStreams : this.limits.maxStreamsPerActor)) return 'TOO_MANY_REQUESTS'
    const stream = new EventStream(response, owner, pingMs, this.forget)
    this.streams.add(stream)
    this.perUser.set(owner.userId, mine + 1)
    this.timer ??= setInterval(this.tick, Math.min(TICK_MS, pingMs || TICK_MS)).unref()
    return stream
  }

  /** Ends the streams of a session, or all of a user. Their clients come back, and are refused then. */
  endOf({ sessionId, userId }: { sessionId?: string | undefined; userId?: string | undefined }): void {
    for (const stream of this.streams)
      if ((sessionId !== undefined && stream.owner.sessionId === sessionId) || (userId !== undefined && stream.owner.userId === userId)) stream.interrupt()
  }

  /** Ends all streams and takes no more: their clients resume elsewhere, or here after a restart. */
  close(): void {
    this.closing = true
    for (const stream of this.streams) stream.interrupt(Math.round(Math.random() * RETRY_SPREAD_MS))
  }

  private readonly tick = (): void => {
    const now = performance.now()
    for (const stream of this.streams) stream.tick(now, this.limits.slowReaderMs)
  }

  private readonly forget = (stream: EventStream): void => {
    this.streams.delete(stream)
    const { userId } = stream.owner
    const left = (this.perUser.get(userId) ?? 1) - 1
    if (left > 0) this.perUser.set(userId, left)
    else this.perUser.delete(userId)
    if (this.streams.size > 0) return
    clearInterval(this.timer)
    this.timer = undefined
  }
}
