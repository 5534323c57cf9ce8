import { Inject } from '@nestjs/common'
import { and, desc, eq, lt } from 'drizzle-orm'
import { DB, type Db } from '../db/database.ts'
import { personColumns } from '../db/person-columns.ts'
import { Repository } from '../db/repository.ts'
import { activity, users } from '../db/schema.ts'

export type NewActivity = Pick<typeof activity.$inferInsert, 'organizationId' | 'actorId' | 'action' | 'subjectId' | 'detail' | 'denied' | 'at'>

export interface ActivityQuery {
  readonly organizationId: string
  readonly subjectId: string | undefined
  readonly withDenied: boolean
  readonly before: number | undefined
  readonly limit: number
}

const columns = {
  id: activity.id,
  at: activity.at,
  actor: { id: activity.actorId, ...personColumns(users) },
  action: activity.action,
  subjectId: activity.subjectId,
  denied: activity.denied,
  detail: activity.detail,
}

@Repository()
export class ActivityRepository {
  constructor(@Inject(DB) private readonly db: Db) {}

  async append(entry: NewActivity, tx: Db = this.db): Promise<void> {
    await tx.insert(activity).values(entry)
  }

  async hasAny(organizationId: string): Promise<boolean> {
    const found = await this.db.select({ id: activity.id }).from(activity).where(eq(activity.organizationId, organizationId)).limit(1)
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
