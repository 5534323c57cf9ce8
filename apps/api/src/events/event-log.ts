import { Inject } from '@nestjs/common'
import { and, asc, eq, gt, gte, lt, sql } from 'drizzle-orm'
import { DB, type Db } from '../db/database.ts'
import { Repository } from '../db/repository.ts'
import { events } from '../db/schema.ts'

/** Told on this channel that there are new events; which, says the table. */
export const EVENTS_CHANNEL = 'throughline_events'

/** Any number, as long as every replica uses the same. */
const APPEND_LOCK = 727_275

/** Something that happened: to what, for whom, and ids of what it is about. */
export interface NewEvent {
  /** Such as `ticket`. */
  readonly topic: string
  /** An organization's id, or a user's: whoever is not in it hears nothing. */
  readonly scope: string
  readonly data: Readonly<Record<string, string | number | null>>
}

export interface StoredEvent extends NewEvent {
  /** Grows in the order of commits. */
  readonly id: number
}

const columns = { id: events.id, topic: events.topic, scope: events.scope, data: events.data }

/** The outbox. */
@Repository()
export class EventLog {
  constructor(@Inject(DB) private readonly db: Db) {}

  /**
   * Adds an event to the transaction that it tells of; last of all, since from here to the commit nobody else can add one.
   * That is what makes ids grow in the order of commits: whoever has seen one has seen all that are smaller.
   */
  async append(tx: Db, ...happened: readonly NewEvent[]): Promise<void> {
    await tx.execute(sql`select pg_advisory_xact_lock(${APPEND_LOCK})`)
    await tx.insert(events).values([...happened])
    await tx.execute(sql`select pg_notify(${EVENTS_CHANNEL}, '')`)
  }

  /** The newest event's id, 0 where there was none. */
  async newest(): Promise<number> {
    const [row] = await this.db.select({ id: sql<number>`coalesce(max(${events.id}), 0)::float8` }).from(events)
    return row!.id // an aggregate has one row
  }

  /** The oldest event that is kept, 0 where there is none. */
  async oldest(): Promise<number> {
    const [row] = await this.db.select({ id: sql<number>`coalesce(min(${events.id}), 0)::float8` }).from(events)
    return row!.id // an aggregate has one row
  }

  /** In order, at most `limit`. */
  listAfter(id: number, limit: number): Promise<StoredEvent[]> {
    return this.db.select(columns).from(events).where(gt(events.id, id)).orderBy(asc(events.id)).limit(limit)
  }

  /** In order, at most `limit`, of one topic for one scope. */
  listOf(topic: string, scope: string, after: number, limit: number): Promise<StoredEvent[]> {
    return this.db
      .select(columns)
      .from(events)
      .where(and(eq(events.topic, topic), eq(events.scope, scope), gt(events.id, after)))
      .orderBy(asc(events.id))
      .limit(limit)
  }

  /** In order, of one topic, for whomever. */
  listSince(topic: string, since: Date): Promise<StoredEvent[]> {
    return this.db
      .select(columns)
      .from(events)
      .where(and(eq(events.topic, topic), gte(events.at, since)))
      .orderBy(asc(events.id))
  }

  /** Forgets what is older, except the newest: the id after it must not be given out again. */
  async prune(before: Date): Promise<void> {
    await this.db.delete(events).where(and(lt(events.at, before), lt(events.id, sql`(select max(id) from events)`)))
  }
}
