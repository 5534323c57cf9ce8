import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common'
import { DATABASE, type Database } from '../db/database.ts'
import { EVENTS_CHANNEL, EventLog, type StoredEvent } from './event-log.ts'

const PAGE = 500
const RETRY_MS = 500

/**
 * Tells this process what happened in any process on the same database, in the order of commits, each event once.
 *
 * A notification says only that there is something: what, is read from the outbox after the last event that was told. So a
 * notification that nobody heard, or one too many, changes nothing.
 */
@Injectable()
export class EventBus implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Events')
  private readonly listeners = new Map<string, Set<(event: StoredEvent) => void>>()
  private last = 0
  private reading: Promise<void> | null = null
  private again = false
  private closed = false
  private stopListening: () => Promise<void> = async () => {}

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(EventLog) private readonly log: EventLog,
  ) {}

  /** Before anybody asks what has happened so far. */
  async onModuleInit(): Promise<void> {
    this.last = await this.log.newest()
  }

  onApplicationBootstrap(): void {
    const catchUp = () => this.catchUp()
    this.stopListening = this.database.listen(EVENTS_CHANNEL, { onNotify: catchUp, onRestore: catchUp })
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true
    await this.stopListening()
    await this.reading
  }

  /** Calls `listener` with every event of a topic from now on; the answer stops that. */
  on(topic: string, listener: (event: StoredEvent) => void): () => void {
    const listeners = this.listeners.get(topic) ?? new Set()
    this.listeners.set(topic, listeners.add(listener))
    return () => void listeners.delete(listener)
  }

  /** However often it is called while it reads, it reads once more. */
  private catchUp(): void {
    this.again = true
    this.reading ??= this.read()
  }

  private async read(): Promise<void> {
    try {
      while (this.again && !this.closed) {
        this.again = false
        const events = await this.log.listAfter(this.last, PAGE)
        for (const event of events) this.tell(event)
        this.again ||= events.length === PAGE
      }
    } catch (error) {
      this.logger.warn(`Events wait for the database: ${error instanceof Error ? error.message : error}`)
      setTimeout(() => this.closed || this.catchUp(), RETRY_MS).unref()
    } finally {
      // In the same turn as the last look at `again`: one that comes later is to start another reading.
      this.reading = null
    }
  }

  private tell(event: StoredEvent): void {
    this.last = event.id
    for (const listener of this.listeners.get(event.topic) ?? []) {
      try {
        listener(event)
      } catch (error) {
        // One that fails must not keep the others, or the next event, from being told.
        this.logger.error({ err: error }, `A listener for ${event.topic} failed`)
      }
    }
  }
}
