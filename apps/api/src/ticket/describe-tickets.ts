import { randomUUID } from 'node:crypto'
import type { AppRouter, Ticket } from '@throughline/api'
import type { TRPCClient } from '@trpc/client'
import { sql, type Logger } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Database } from '../db/database.ts'
import { activity, events } from '../db/schema.ts'
import { comments, tickets } from './ticket.schema.ts'
import { createTestApp, type TestApp } from '../../test/create-test-app.ts'

const ADA_ID = 'user_ada000000000000000000000000'
const LINUS_ID = 'user_linus0000000000000000000000'

/** What holds of tickets, their comments and their audit on either database. Ada is admin, Alan agent, Grace member; Linus is of another organization. */
export function describeTickets(open?: (logger: Logger) => Promise<Database>): void {
  let app: TestApp
  let ada: TRPCClient<AppRouter>
  let alan: TRPCClient<AppRouter>
  let grace: TRPCClient<AppRouter>
  let linus: TRPCClient<AppRouter>
  beforeAll(async () => {
    app = await createTestApp({ open })
    const [first, second, third, fourth] = ['ada', 'alan', 'grace', 'linus'].map((name) => app.clientFor(`${name}@example.com`))
    ;[ada, alan, grace, linus] = [first!, second!, third!, fourth!] // four names, four clients
    // Members become known by their first call.
    for (const client of [ada, alan, grace, linus]) await client.organization.current.query()
  })
  beforeEach(async () => {
    await app.db.execute(sql`truncate ${tickets}, ${comments}, ${activity}`)
  })
  afterAll(() => app.close())

  const refused = (code: string, more: object = {}) => ({ data: { code, ...more } })
  const entries = async (ticket: Ticket) => (await ada.activity.list.query({ subjectId: ticket.id })).items
  const rows = async () => ({
    tickets: (await app.db.select().from(tickets)).length,
    activity: (await app.db.select().from(activity)).length,
    events: (await app.db.select().from(events)).length,
  })

  describe('a ticket', () => {
    it('is opened by a member and seen by everybody in the organization', async () => {
      const made = await grace.ticket.create.mutate({ title: ' Printer on fire ', body: 'Third floor.' })
      expect(made).toMatchObject({ title: 'Printer on fire', status: 'open', author: { name: 'Grace Hopper' }, assignee: null, version: 1 })
      expect(await ada.ticket.get.query({ id: made.id })).toEqual(made)
      const { body: _, ...summary } = made
      expect((await alan.ticket.list.query({})).items).toEqual([summary])
    })

    it('goes from hand to hand and from status to status, with a new version each time', async () => {
      const { id } = await grace.ticket.create.mutate({ title: 'Printer on fire' })
      expect(await alan.ticket.assign.mutate({ id, assigneeId: ADA_ID, version: 1 })).toMatchObject({ assignee: { id: ADA_ID, name: 'Ada Lovelace' }, version: 2 })
      expect(await alan.ticket.setStatus.mutate({ id, status: 'pending', version: 2 })).toMatchObject({ status: 'pending', version: 3 })
      expect(await alan.ticket.assign.mutate({ id, assigneeId: null })).toMatchObject({ assignee: null, version: 4 })
    })

    it('is given to members only', async () => {
      const { id } = await grace.ticket.create.mutate({ title: 'Printer on fire' })
      await expect(alan.ticket.assign.mutate({ id, assigneeId: LINUS_ID })).rejects.toMatchObject(refused('NOT_FOUND'))
      await expect(alan.ticket.assign.mutate({ id, assigneeId: 'user_nobody' })).rejects.toMatchObject(refused('NOT_FOUND'))
    })

    it('is edited by who wrote it and by who manages tickets', async () => {
      const { id } = await grace.ticket.create.mutate({ title: 'Printer', body: 'Fire' })
      expect(await grace.ticket.update.mutate({ id, version: 1, title: 'Printers' })).toMatchObject({ title: 'Printers', body: 'Fire', version: 2 })
      await expect(alan.ticket.update.mutate({ id, version: 2, title: 'Mine' })).rejects.toMatchObject(refused('FORBIDDEN', { reason: 'permission-missing' }))
      expect(await ada.ticket.update.mutate({ id, version: 2, body: 'Smoke' })).toMatchObject({ title: 'Printers', body: 'Smoke', version: 3 })
    })

    it('is deleted with its comments, and is gone', async () => {
      const { id } = await grace.ticket.create.mutate({ title: 'Printer on fire' })
      await grace.comment.add.mutate({ ticketId: id, body: 'Still.' })
      await expect(ada.ticket.remove.mutate({ id, version: 7 })).rejects.toMatchObject(refused('CONFLICT', { current: { id, version: 1 } }))
      expect(await ada.ticket.remove.mutate({ id, version: 1 })).toEqual({ id })
      await expect(grace.ticket.get.query({ id })).rejects.toMatchObject(refused('NOT_FOUND'))
      expect(await app.db.select().from(comments)).toEqual([])
    })

    it.each([
      ['assign', (id: string) => grace.ticket.assign.mutate({ id, assigneeId: null })],
      ['setStatus', (id: string) => grace.ticket.setStatus.mutate({ id, status: 'closed' })],
      ['remove', (id: string) => alan.ticket.remove.mutate({ id })],
    ])('takes ticket.%s from nobody without the permission', async (_, call) => {
      const { id } = await grace.ticket.create.mutate({ title: 'Printer on fire' })
      await expect(call(id)).rejects.toMatchObject(refused('FORBIDDEN', { reason: 'permission-missing' }))
      expect(await grace.ticket.get.query({ id })).toMatchObject({ version: 1 })
    })
  })

  describe('two at once', () => {
    it('the second learns how the ticket is now', async () => {
      const made = await grace.ticket.create.mutate({ title: 'Printer' })
      const changed = await ada.ticket.update.mutate({ id: made.id, version: 1, title: 'Printer on fire' })
      const late = grace.ticket.update.mutate({ id: made.id, version: 1, title: 'Printer smokes' })
      await expect(late).rejects.toMatchObject(refused('CONFLICT', { current: changed }))
    })

    it('of twenty that name one version, one wins', async () => {
      const { id } = await grace.ticket.create.mutate({ title: 'Printer' })
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => grace.ticket.update.mutate({ id, version: 1, title: `Title ${index}` })))
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await grace.ticket.get.query({ id })).toMatchObject({ version: 2 })
      expect(await rows()).toMatchObject({ activity: 2 })
    })
  })

  describe('sent again', () => {
    it('a create with an id of the client’s makes one ticket', async () => {
      const ticket = { id: randomUUID(), title: 'Printer', body: 'Fire' }
      const before = await rows()
      const answers = await Promise.all(Array.from({ length: 10 }, () => grace.ticket.create.mutate(ticket)))
      for (const answer of answers) expect(answer).toEqual(answers[0])
      expect(await rows()).toEqual({ tickets: 1, activity: 1, events: before.events + 1 })
    })

    it('another ticket under the same id is refused, with the one that is there', async () => {
      const made = await grace.ticket.create.mutate({ id: randomUUID(), title: 'Printer' })
      await expect(grace.ticket.create.mutate({ id: made.id, title: 'Scanner' })).rejects.toMatchObject(refused('CONFLICT', { current: made }))
      await expect(ada.ticket.create.mutate({ id: made.id, title: 'Printer' })).rejects.toMatchObject(refused('CONFLICT'))
    })

    it('an id that another organization has is free here, so that nobody learns of it', async () => {
      const made = await grace.ticket.create.mutate({ id: randomUUID(), title: 'Printer' })
      expect(await linus.ticket.create.mutate({ id: made.id, title: 'Scanner' })).toMatchObject({ id: made.id, title: 'Scanner' })
      expect(await grace.ticket.get.query({ id: made.id })).toEqual(made)
    })

    it('a change that has been made is answered as it was, whatever version it names', async () => {
      const { id } = await grace.ticket.create.mutate({ title: 'Printer' })
      const closed = await alan.ticket.setStatus.mutate({ id, status: 'closed', version: 1 })
      expect(await alan.ticket.setStatus.mutate({ id, status: 'closed', version: 1 })).toEqual(closed)
      expect(await entries(closed)).toHaveLength(2)
    })

    it('a comment with an id of the client’s is added once', async () => {
      const { id: ticketId } = await grace.ticket.create.mutate({ title: 'Printer' })
      const comment = { id: randomUUID(), ticketId, body: 'Still.' }
      const [first, second] = [await alan.comment.add.mutate(comment), await alan.comment.add.mutate(comment)]
      expect(second).toEqual(first)
      await expect(alan.comment.add.mutate({ ...comment, body: 'Again.' })).rejects.toMatchObject(refused('CONFLICT', { current: first }))
      expect((await grace.comment.list.query({ ticketId })).items).toEqual([first])
    })
  })

  describe('a list', () => {
    const open25 = async () => {
      const made: string[] = []
      for (let index = 0; index < 25; index++) made.unshift((await grace.ticket.create.mutate({ title: `Ticket ${index}` })).id)
      return made
    }

    it('goes on where the page before ended, whatever was opened since', async () => {
      const made = await open25()
      const first = await ada.ticket.list.query({ limit: 10 })
      await grace.ticket.create.mutate({ title: 'Newer' })
      const second = await ada.ticket.list.query({ limit: 10, cursor: first.nextCursor! })
      const third = await ada.ticket.list.query({ limit: 10, cursor: second.nextCursor! })
      expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual(made)
      expect(third.nextCursor).toBeNull()
    })

    it('keeps its order among tickets of one millisecond', async () => {
      const made = await open25()
      await app.db.update(tickets).set({ createdAt: new Date(0) })
      const seen: string[] = []
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await ada.ticket.list.query({ limit: 4, ...(cursor && { cursor }) })
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor
      }
      expect(seen).toHaveLength(25)
      expect(new Set(seen)).toEqual(new Set(made))
    })

    it('is narrowed by status, by who has it, and by text', async () => {
      const first = await grace.ticket.create.mutate({ title: 'Printer 100%', body: 'It_burns' })
      const other = await grace.ticket.create.mutate({ title: 'Scanner' })
      await alan.ticket.setStatus.mutate({ id: other.id, status: 'closed' })
      await alan.ticket.assign.mutate({ id: other.id, assigneeId: ADA_ID })
      const idsOf = async (filter: Parameters<typeof ada.ticket.list.query>[0]) => (await ada.ticket.list.query(filter)).items.map(({ id }) => id)
      expect(await idsOf({ status: 'open' })).toEqual([first.id])
      expect(await idsOf({ assignee: ADA_ID })).toEqual([other.id])
      expect(await idsOf({ assignee: 'none' })).toEqual([first.id])
      expect(await idsOf({ text: 'PRINTER 100%' })).toEqual([first.id])
      expect(await idsOf({ text: 't_b' })).toEqual([first.id])
      expect(await idsOf({ text: '%' })).toEqual([first.id])
      expect(await idsOf({ text: 'x_b' })).toEqual([])
      expect(await idsOf({ status: 'closed', assignee: ADA_ID, text: 'scan' })).toEqual([other.id])
    })

    it.each(['nonsense', Buffer.from('1 2').toString('base64url'), Buffer.from("0 ' or 1=1").toString('base64url')])('refuses the cursor %s', async (cursor) => {
      await expect(ada.ticket.list.query({ cursor })).rejects.toMatchObject(refused('BAD_REQUEST'))
    })

    it('of comments goes from the oldest to the newest', async () => {
      const { id: ticketId } = await grace.ticket.create.mutate({ title: 'Printer' })
      for (let index = 0; index < 7; index++) await alan.comment.add.mutate({ ticketId, body: `Comment ${index}` })
      const first = await ada.comment.list.query({ ticketId, limit: 4 })
      const second = await ada.comment.list.query({ ticketId, limit: 4, cursor: first.nextCursor! })
      expect([...first.items, ...second.items].map(({ body }) => body)).toEqual([0, 1, 2, 3, 4, 5, 6].map((index) => `Comment ${index}`))
      expect(second.nextCursor).toBeNull()
    })
  })

  describe('the audit', () => {
    it('says who did what, newest first', async () => {
      const made = await grace.ticket.create.mutate({ title: 'Printer' })
      await alan.ticket.assign.mutate({ id: made.id, assigneeId: ADA_ID })
      await alan.ticket.setStatus.mutate({ id: made.id, status: 'closed' })
      await grace.ticket.update.mutate({ id: made.id, version: 3, title: 'Printers' })
      expect(await entries(made)).toMatchObject([
        { action: 'ticket.update', actor: { name: 'Grace Hopper' }, detail: { changed: 'title', from: 'Printer', to: 'Printers' }, denied: false },
        { action: 'ticket.setStatus', actor: { name: 'Alan Turing' }, detail: { from: 'open', to: 'closed' } },
        { action: 'ticket.assign', detail: { fromUserId: null, toUserId: ADA_ID }, people: [{ id: ADA_ID, name: 'Ada Lovelace' }] },
        { action: 'ticket.create', detail: { title: 'Printer' } },
      ])
    })

    it('has one line for every refused write, which administrators see', async () => {
      const { id } = await grace.ticket.create.mutate({ title: 'Printer' })
      await linus.ticket.remove.mutate({ id }).catch(() => {})
      await grace.ticket.remove.mutate({ id }).catch(() => {})
      const denied = async (client: TRPCClient<AppRouter>) => (await client.activity.list.query({})).items.filter((entry) => entry.denied)
      await vi.waitFor(async () => expect(await denied(ada)).toMatchObject([{ action: 'ticket.remove', actor: { name: 'Grace Hopper' }, detail: { code: 'FORBIDDEN', reason: 'permission-missing' } }]))
      await vi.waitFor(async () => expect(await denied(linus)).toMatchObject([{ action: 'ticket.remove', subjectId: id, detail: { code: 'NOT_FOUND' } }]))
      expect(await denied(grace)).toEqual([])
    })

    it('is never changed, not even by the server itself', async () => {
      await grace.ticket.create.mutate({ title: 'Printer' })
      for (const change of [app.db.update(activity).set({ actorId: 'somebody' }), app.db.delete(activity)]) await expect(change).rejects.toMatchObject({ cause: { message: 'rows of activity are never changed' } })
      expect(await rows()).toMatchObject({ activity: 1 })
    })
  })

  it('writes a ticket, its audit and its event together, or none of them', async () => {
    const before = await rows()
    await app.db.execute(sql`alter table ${events} add constraint broken check (topic <> 'ticket') not valid`)
    try {
      await expect(grace.ticket.create.mutate({ title: 'Printer' })).rejects.toMatchObject(refused('INTERNAL_SERVER_ERROR'))
    } finally {
      await app.db.execute(sql`alter table ${events} drop constraint broken`)
    }
    expect(await rows()).toEqual(before)
  })
}
