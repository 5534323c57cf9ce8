import { Inject } from '@nestjs/common'
import type { Ticket, TicketStatus, TicketSummary } from '@throughline/api'
import { and, desc, eq, ilike, isNull, or, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { DB, type Db } from '../db/database.ts'
import { personColumns } from '../db/person-columns.ts'
import { Repository } from '../db/repository.ts'
import { users } from '../db/schema.ts'
import type { Place } from '../paging.ts'
import { tickets } from './ticket.schema.ts'

const [author, assignee] = [alias(users, 'author'), alias(users, 'assignee')]

const summary = {
  id: tickets.id,
  title: tickets.title,
  status: tickets.status,
  author: { id: tickets.authorId, ...personColumns(author) },
  assignee: { id: tickets.assigneeId, ...personColumns(assignee) },
  createdAt: tickets.createdAt,
  updatedAt: tickets.updatedAt,
  version: tickets.version,
}

export interface TicketQuery {
  readonly status: TicketStatus | undefined
  /** `null` for what nobody has taken. */
  readonly assigneeId: string | null | undefined
  readonly text: string | undefined
  /** The last ticket of the page before. */
  readonly after: Place | undefined
  readonly limit: number
}

export interface NewTicket {
  readonly organizationId: string
  readonly id: string
  readonly title: string
  readonly body: string
  readonly authorId: string
  readonly assigneeId?: string | null
  readonly status?: TicketStatus
  readonly createdAt?: Date
  readonly updatedAt?: Date
  readonly version?: number
}

export type TicketUpdate = Partial<Pick<typeof tickets.$inferInsert, 'title' | 'body' | 'status' | 'assigneeId'>>

@Repository()
export class TicketRepository {
  constructor(@Inject(DB) private readonly db: Db) {}

  /** Newest first, by creation: a ticket keeps its place whatever happens to it. */
  async listByOrg(organizationId: string, { status, assigneeId, text, after, limit }: TicketQuery): Promise<TicketSummary[]> {
    const rows = await this.db
      .select(summary)
      .from(tickets)
      .leftJoin(author, eq(author.id, tickets.authorId))
      .leftJoin(assignee, eq(assignee.id, tickets.assigneeId))
      .where(
        and(
          eq(tickets.organizationId, organizationId),
          status && eq(tickets.status, status),
          assigneeId === undefined ? undefined : assigneeId === null ? isNull(tickets.assigneeId) : eq(tickets.assigneeId, assigneeId),
          text ? containing(text) : undefined,
          after && sql`(${tickets.createdAt}, ${tickets.id}) < (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`,
        ),
      )
      .orderBy(desc(tickets.createdAt), desc(tickets.id))
      .limit(limit)
    return rows.map(withAssignee)
  }

  async find(organizationId: string, id: string, tx: Db = this.db): Promise<Ticket | null> {
    const [row] = await tx
      .select({ ...summary, body: tickets.body })
      .from(tickets)
      .leftJoin(author, eq(author.id, tickets.authorId))
      .leftJoin(assignee, eq(assignee.id, tickets.assigneeId))
      .where(byId(organizationId, id))
    return row ? withAssignee(row) : null
  }

  /** Holds the ticket until the transaction ends: two changes of one ticket come one after the other. */
  async lock(organizationId: string, id: string, tx: Db): Promise<Ticket | null> {
    // By itself, and read again: with the joins, PostgreSQL would put the new row of a ticket that it had to wait for beside
    // the people of the old one.
    const [locked] = await tx.select({ id: tickets.id }).from(tickets).where(byId(organizationId, id)).for('update')
    return locked ? this.find(organizationId, id, tx) : null
  }

  /** `false` where the organization has a ticket of this id. */
  async insert(ticket: NewTicket, tx: Db): Promise<boolean> {
    const inserted = await tx.insert(tickets).values(ticket).onConflictDoNothing().returning({ id: tickets.id })
    return inserted.length === 1
  }

  async update(organizationId: string, id: string, change: TicketUpdate, tx: Db): Promise<void> {
    await tx
      .update(tickets)
      .set({ ...change, version: sql`${tickets.version} + 1`, updatedAt: sql`now()` })
      .where(byId(organizationId, id))
  }

  /** With its comments. */
  async delete(organizationId: string, id: string, tx: Db): Promise<void> {
    await tx.delete(tickets).where(byId(organizationId, id))
  }
}

const byId = (organizationId: string, id: string): SQL => and(eq(tickets.organizationId, organizationId), eq(tickets.id, id))! // two conditions are never none

/** What somebody types is text, not a pattern. */
function containing(text: string): SQL | undefined {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return or(ilike(tickets.title, pattern), ilike(tickets.body, pattern))
}

interface Assigned {
  readonly assignee: { readonly id: string | null; readonly name: string; readonly imageUrl: string | null }
}

function withAssignee<R extends Assigned>(row: R): Omit<R, 'assignee'> & { assignee: { id: string; name: string; imageUrl: string | null } | null } {
  const { id, ...person } = row.assignee
  return { ...row, assignee: id === null ? null : { id, ...person } }
}
