import { Inject } from '@nestjs/common'
import type { Person } from '@throughline/api'
import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { DB, type Db } from '../db/database.ts'
import { personColumns } from '../db/person-columns.ts'
import { Repository } from '../db/repository.ts'
import { activity, users } from '../db/schema.ts'

export type NewActivity = Pick<typeof activity.$inferInsert, 'organizationId' | 'actorId' | 'action' | 'subjectId' | 'detail' | 'denied' | 'at'>

export interface DoneQuery {
  readonly organizationId: string
  readonly subjectId: string
  readonly action: string
}

export interface ActivityQuery {
  readonly organizationId: string
  readonly subjectId: string | undefined
  readonly withDenied: boolean
  readonly before: number | undefined
  readonly limit: number
}

const named = alias(users, 'named')
const { name, imageUrl } = personColumns(named)

/** Those whom an entry's detail names, as they are now: what is written never changes, and an account may be deleted. */
const people = sql<Person[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('id', mentioned.id, 'name', ${name}, 'imageUrl', ${imageUrl})), '[]')
  from (select distinct value as id from jsonb_each_text(${activity.detail}) where key like '%UserId' and value is not null) as mentioned
  left join ${users} as named on ${named.id} = mentioned.id)`

const columns = {
  id: activity.id,
  at: activity.at,
  actor: { id: activity.actorId, ...personColumns(users) },
  action: activity.action,
  subjectId: activity.subjectId,
  denied: activity.denied,
  detail: activity.detail,
  people,
}

@Repository()
export class ActivityRepository {
  constructor(@Inject(DB) private readonly db: Db) {}

  async append(entries: readonly NewActivity[], tx: Db = this.db): Promise<void> {
    await tx.insert(activity).values([...entries])
  }

  async hasAny(organizationId: string): Promise<boolean> {
    const found = await this.db.select({ id: activity.id }).from(activity).where(eq(activity.organizationId, organizationId)).limit(1)
    return found.length > 0
  }

  /** Whether something was done, and not only tried. */
  async hasDone({ organizationId, subjectId, action }: DoneQuery, tx: Db): Promise<boolean> {
    const done = and(eq(activity.organizationId, organizationId), eq(activity.subjectId, subjectId), eq(activity.action, action), eq(activity.denied, false))
    const found = await tx.select({ id: activity.id }).from(activity).where(done).limit(1)
    return found.length > 0
  }

  /** Newest first. */
  list({ organizationId, subjectId, withDenied, before, limit }: ActivityQuery) {
    return this.db
      .select(columns)
      .from(activity)
      .leftJoin(users, eq(users.id, activity.actorId))
      .where(
        and(
          eq(activity.organizationId, organizationId),
          subjectId === undefined ? undefined : eq(activity.subjectId, subjectId),
          withDenied ? undefined : eq(activity.denied, false),
          before === undefined ? undefined : lt(activity.id, before),
        ),
      )
      .orderBy(desc(activity.id))
      .limit(limit)
  }
}
