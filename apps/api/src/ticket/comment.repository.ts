import { Inject } from '@nestjs/common'
import type { Comment } from '@throughline/api'
import { and, asc, eq, sql } from 'drizzle-orm'
import { DB, type Db } from '../db/database.ts'
import { personColumns } from '../db/person-columns.ts'
import { Repository } from '../db/repository.ts'
import { users } from '../db/schema.ts'
import type { Place } from '../paging.ts'
import { comments } from './ticket.schema.ts'

const columns = {
  id: comments.id,
  ticketId: comments.ticketId,
  author: { id: comments.authorId, ...personColumns(users) },
  body: comments.body,
  createdAt: comments.createdAt,
}

export interface CommentQuery {
  /** The last comment of the page before. */
  readonly after: Place | undefined
  readonly limit: number
}

@Repository()
export class CommentRepository {
  constructor(@Inject(DB) private readonly db: Db) {}

  /** Oldest first. */
  listByTicket(organizationId: string, ticketId: string, { after, limit }: CommentQuery): Promise<Comment[]> {
    return this.db
      .select(columns)
      .from(comments)
      .leftJoin(users, eq(users.id, comments.authorId))
      .where(
        and(
          eq(comments.organizationId, organizationId),
          eq(comments.ticketId, ticketId),
          after && sql`(${comments.createdAt}, ${comments.id}) > (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`,
        ),
      )
      .orderBy(asc(comments.createdAt), asc(comments.id))
      .limit(limit)
  }

  async find(organizationId: string, id: string, tx: Db): Promise<Comment | null> {
    const [comment] = await tx
      .select(columns)
      .from(comments)
      .leftJoin(users, eq(users.id, comments.authorId))
      .where(and(eq(comments.organizationId, organizationId), eq(comments.id, id)))
    return comment ?? null
  }

  /** `false` where the organization has a comment of this id. */
  async insert(comment: Pick<typeof comments.$inferInsert, 'organizationId' | 'ticketId' | 'authorId' | 'body' | 'createdAt'> & { id: string }, tx: Db): Promise<boolean> {
    // The time of the statement, not of the transaction: whoever waited for the ticket's lock comes after whom it waited for.
    const inserted = await tx
      .insert(comments)
      .values({ createdAt: sql`clock_timestamp()`, ...comment })
      .onConflictDoNothing()
      .returning({ id: comments.id })
    return inserted.length === 1
  }
}
