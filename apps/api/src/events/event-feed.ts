import { tracked, type EventChannel } from '@throughline/nest'
import type { EventBus } from './event-bus.ts'
import type { EventLog, StoredEvent } from './event-log.ts'
import { ScopedChannels } from './scoped-channels.ts'

const PAGE = 500

type Envelope<T> = ReturnType<typeof tracked<T>>

export interface FeedOptions<T> {
  readonly topic: string
  /** What a stream is told of an event; `null` where it is not understood, as one that a newer server has written. */
  describe(event: StoredEvent): T | null
  /** How a stream begins that resumes from nothing. */
  readonly ready: T
  /** What is told to a stream that resumes from an event that is no longer kept, and in the place of one that is not understood. */
  readonly reset: T
}

interface Follow {
  readonly scope: string
  readonly lastEventId: string | undefined
  readonly signal: AbortSignal
}

/** The events of one topic, for streams: each hears those of its scope, without a gap and without one twice. */
export class EventFeed<T> {
  private readonly channels = new ScopedChannels<T>()

  constructor(
    bus: EventBus,
    private readonly log: EventLog,
    private readonly options: FeedOptions<T>,
  ) {
    bus.on(options.topic, (event) => {
      if (this.channels.has(event.scope)) this.channels.publish(event.scope, String(event.id), this.describe(event))
    })
  }

  /** How many streams follow. */
  get size(): number {
    return this.channels.size
  }

  /** From the event after `lastEventId`, or from now on; ids are those of the outbox, the same on every replica. */
  async *follow({ scope, lastEventId, signal }: Follow): AsyncGenerator<Envelope<T>> {
    // Before the outbox is read, or what happens between the two would be in neither.
    const live = this.channels.subscribe(scope, signal)
    try {
      let last = lastEventId === undefined ? null : await this.resumable(Number(lastEventId))
      if (last === null) {
        last = await this.log.newest()
        yield tracked(String(last), lastEventId === undefined ? this.options.ready : this.options.reset)
      } else {
        for await (const event of this.missed(scope, last)) {
          last = event.id
          yield tracked(String(last), this.describe(event))
        }
      }
      for await (const event of live as AsyncIterable<Envelope<T>>) {
        if (Number(event[0]) > last) yield event
      }
    } finally {
      await this.channels.release(scope, live as ReturnType<EventChannel<T>['subscribe']>)
    }
  }

  private describe(event: StoredEvent): T {
    return this.options.describe(event) ?? this.options.reset
  }

  /** `null` where what came after it is not all kept, or where it was never given out: the database is another one. */
  private async resumable(id: number): Promise<number | null> {
    const [oldest, newest] = [await this.log.oldest(), await this.log.newest()]
    return id >= oldest - 1 && id <= newest ? id : null
  }

  private async *missed(scope: string, after: number): AsyncGenerator<StoredEvent> {
    for (let last = after; ; ) {
      const page = await this.log.listOf(this.options.topic, scope, last, PAGE)
      yield* page
      if (page.length < PAGE) return
      last = page.at(-1)!.id // a full page is not empty
    }
  }
}

