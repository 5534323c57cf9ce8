import type { Ticket } from '@throughline/api'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startPostgres, type PostgresServer } from '../../test/postgres-server.ts'
import type { Database } from '../db/database.ts'
import { openPostgres } from '../db/postgres.ts'
import { CommentRepository } from './comment.repository.ts'
import { describeCraftedInputs } from './describe-crafted-inputs.ts'
import { describeTickets } from './describe-tickets.ts'
import { TicketRepository } from './ticket.repository.ts'
import { users } from '../db/schema.ts'
import { comments, tickets } from './ticket.schema.ts'

const MANY = 20_000
const middle = { createdAt: new Date(MANY / 2), id: '00000000-0000-4000-8000-000000000000' }

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

describe('on PostgreSQL', () => {
  describeTickets(async (logger) => openPostgres(await server.createDatabase('tickets'), logger))
  describe('what is crafted', () => {
    describeCraftedInputs(async (logger) => openPostgres(await server.createDatabase('crafted'), logger))
  })

  it('a ticket that somebody else has just given to another person is read with that person', async () => {
    const database = await openPostgres(await server.createDatabase('lock'))
    const repository = new TicketRepository(database.db)
    const at = new Date(0)
    await database.db.insert(users).values(['Ada', 'Alan'].map((displayName) => ({ id: displayName, displayName, email: displayName, createdAt: at })))
    await repository.insert({ organizationId: 'org', id: middle.id, title: 'Printer', body: '', authorId: 'Ada', assigneeId: 'Ada' }, database.db)
    let waiting: Promise<Ticket | null> | undefined
    await database.transaction(async (tx) => {
      await repository.lock('org', middle.id, tx)
      await repository.update('org', middle.id, { assigneeId: 'Alan' }, tx)
      waiting = database.transaction((other) => repository.lock('org', middle.id, other))
      await vi.waitFor(async () => expect(((await database.db.execute(sql`select from pg_locks where not granted`)) as unknown as { rowCount: number }).rowCount).toBe(1)) // node-postgres' own result
    })
    expect(await waiting).toMatchObject({ assignee: { id: 'Alan', name: 'Alan' }, version: 2 })
    await database.close()
  })

  describe(`with ${MANY} tickets and as many comments`, () => {
    let database: Database
    let asked: { query: string; params: unknown[] }
    beforeAll(async () => {
      database = await openPostgres(await server.createDatabase('many'), { logQuery: (query, params) => void (asked = { query, params }) })
      const { db } = database
      const at = sql`to_timestamp(n / 1000.0)`
      await db.execute(sql`insert into ${tickets} (organization_id, id, title, body, author_id, created_at) select 'org_' || n % 2, case n when 1 then ${middle.id}::uuid else gen_random_uuid() end, 'Title', '', 'user', ${at} from generate_series(1, ${MANY}) n`)
      await db.execute(sql`insert into ${comments} (organization_id, ticket_id, author_id, body, created_at) select 'org_1', ${middle.id}, 'user', '', ${at} from generate_series(1, ${MANY}) n`)
      await db.execute(sql`analyze ${tickets}, ${comments}`)
    })
    afterAll(() => database.close())

    /** The plan of what a repository has just asked. */
    async function planOf(ask: Promise<unknown>): Promise<string> {
      await ask
      const literals = asked.query.replaceAll(/\$(\d+)/g, (_, number) => `'${String(asked.params[Number(number) - 1]).replaceAll("'", "''")}'`)
      const { rows } = (await database.db.execute(sql.raw(`explain ${literals}`))) as unknown as { rows: Record<string, string>[] } // node-postgres' own result
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    }

    it.each([undefined, middle])('a page is read from an index, and nothing is sorted, after %o', async (after) => {
      const page = { after, limit: 21 }
      const ticketPlan = await planOf(new TicketRepository(database.db).listByOrg('org_1', { ...page, status: undefined, assigneeId: undefined, text: undefined }))
      expect(ticketPlan).toContain('using tickets_newest')
      const commentPlan = await planOf(new CommentRepository(database.db).listByTicket('org_1', middle.id, page))
      expect(commentPlan).toContain('using comments_of_ticket')
      for (const plan of [ticketPlan, commentPlan]) expect(plan).not.toContain('Sort')
    })
  })
})
