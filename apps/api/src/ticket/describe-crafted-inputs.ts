import { randomUUID } from 'node:crypto'
import type { AppRouter } from '@throughline/api'
import type { TRPCClient } from '@trpc/client'
import { sql, type Logger } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../db/database.ts'
import { events, memberships, users } from '../db/schema.ts'
import { createTestApp, type TestApp } from '../../test/create-test-app.ts'

const ACME = 'org_acme00000000000000000000000'
const cursorOf = (key: string) => Buffer.from(key).toString('base64url')

/** What holds on either database of inputs that no page of ours would send. */
export function describeCraftedInputs(open?: (logger: Logger) => Promise<Database>): void {
  let app: TestApp
  let ada: TRPCClient<AppRouter>
  let grace: TRPCClient<AppRouter>
  let linus: TRPCClient<AppRouter>
  beforeAll(async () => {
    app = await createTestApp({ open })
    ;[ada, grace, linus] = [app.clientFor('ada@example.com'), app.clientFor('grace@example.com'), app.clientFor('linus@example.com')]
    for (const client of [ada, grace, linus]) await client.organization.current.query()
  })
  afterAll(() => app.close())

  const refused = (code: string, more: object = {}) => ({ data: { code, ...more } })

  it('an id in upper case is the same id, in rows, audit and events', async () => {
    const id = randomUUID().replace(/^../, 'ab')
    const upper = id.toUpperCase()
    expect(await grace.ticket.create.mutate({ id: upper, title: 'Printer' })).toMatchObject({ id })
    await ada.ticket.setStatus.mutate({ id: upper, status: 'closed' })
    await grace.comment.add.mutate({ id: upper, ticketId: upper, body: 'Still.' })
    await expect(linus.ticket.remove.mutate({ id: upper })).rejects.toMatchObject(refused('NOT_FOUND'))
    const done = async (client: TRPCClient<AppRouter>, subjectId: string) => (await client.activity.list.query({ subjectId })).items.map(({ action }) => action)
    for (const subjectId of [id, upper]) {
      expect(await done(ada, subjectId)).toEqual(['comment.add', 'ticket.setStatus', 'ticket.create'])
      expect(await done(linus, subjectId)).toEqual(['ticket.remove'])
    }
    const told = (await app.db.select().from(events)).filter(({ topic }) => topic === 'ticket')
    expect(told.map(({ data }) => data['ticketId'])).toEqual([id, id, id])
    expect(told.at(-1)?.data).toMatchObject({ commentId: id })
  })

  describe('is answered by BAD_REQUEST', () => {
    const ticketId = randomUUID()
    it.each<[string, () => Promise<unknown>]>([
      ['a cursor in the year 33658', () => ada.ticket.list.query({ cursor: cursorOf(`999999999999999 ${ticketId}`) })],
      ['a cursor in the year 10000', () => ada.ticket.list.query({ cursor: cursorOf(`253402300800000 ${ticketId}`) })],
      ['a cursor with dashes for an id', () => ada.ticket.list.query({ cursor: cursorOf(`1 ${'-'.repeat(36)}`) })],
      ['a cursor of comments in the year 10000', () => ada.comment.list.query({ ticketId, cursor: cursorOf(`253402300800000 ${ticketId}`) })],
      ['a cursor of comments with dashes for an id', () => ada.comment.list.query({ ticketId, cursor: cursorOf(`1 ${'-'.repeat(36)}`) })],
      ['a cursor of members with U+0000', () => ada.organization.members.query({ cursor: cursorOf('x \0') })],
      ['a cursor of the audit beyond all numbers', () => ada.activity.list.query({ cursor: cursorOf('9'.repeat(19)) })],
      ['an assignee with U+0000 in a list', () => ada.ticket.list.query({ assignee: 'a\0' })],
      ['an assignee with U+0000', () => ada.ticket.assign.mutate({ id: ticketId, assigneeId: 'a\0' })],
      ['an assignee of half a surrogate pair', () => ada.ticket.assign.mutate({ id: ticketId, assigneeId: '\uD800' })],
      ['a text to search for with U+0000', () => ada.ticket.list.query({ text: 'a\0' })],
      ['a version beyond all numbers', () => ada.ticket.remove.mutate({ id: ticketId, version: 1e300 })],
      ['a title of nothing to see', () => ada.ticket.create.mutate({ title: '\u200B' })],
    ])('%s', async (_, call) => {
      await expect(call()).rejects.toMatchObject(refused('BAD_REQUEST'))
    })
  })

  it('says by field what is wrong with a new ticket', async () => {
    await expect(grace.ticket.create.mutate({ title: ' ', body: 'x'.repeat(10_001) })).rejects.toMatchObject(
      refused('BAD_REQUEST', { fieldErrors: { title: ['Give it a title.'], body: ['Use at most 10,000 characters.'] } }),
    )
  })

  it('a cursor and a version that may be, and are not, find nothing', async () => {
    expect((await ada.activity.list.query({ cursor: cursorOf('0') })).items).toEqual([])
    expect((await ada.ticket.list.query({ cursor: cursorOf(`0 ${randomUUID()}`) })).items).toEqual([])
    const { id } = await ada.ticket.create.mutate({ title: 'Printer' })
    await expect(ada.ticket.remove.mutate({ id, version: Number.MAX_SAFE_INTEGER })).rejects.toMatchObject(refused('CONFLICT'))
  })

  it('members with the longest names are listed page by page', async () => {
    const names = ['漢'.repeat(80), '😀'.repeat(40)]
    for (const [index, displayName] of names.entries()) {
      const id = `user_${index}${'x'.repeat(63)}`
      const at = new Date()
      await app.db.insert(users).values({ id, email: 'long@example.com', displayName })
      await app.db.insert(memberships).values({ organizationId: ACME, userId: id, membershipId: `orgmem_${index}`, role: 'org:member', permissions: [], createdAt: at, clerkUpdatedAt: at })
    }
    const listed: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await ada.organization.members.query({ limit: 1, cursor })
      listed.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor
    }
    expect(listed).toEqual(['Ada Lovelace', 'Grace Hopper', ...names])
    await app.db.execute(sql`delete from ${memberships} where membership_id in ('orgmem_0', 'orgmem_1')`)
  })

  it('the id of a deleted ticket makes no other one, and brings none back', async () => {
    const ticket = { id: randomUUID(), title: 'Printer' }
    await grace.ticket.create.mutate(ticket)
    await expect(grace.ticket.remove.mutate({ id: ticket.id })).rejects.toMatchObject(refused('FORBIDDEN'))
    expect(await grace.ticket.create.mutate(ticket)).toMatchObject(ticket) // a refusal deletes nothing
    await ada.ticket.remove.mutate({ id: ticket.id })
    for (const late of [ticket, { id: ticket.id.toUpperCase(), title: 'Taken over' }]) {
      await expect(grace.ticket.create.mutate(late)).rejects.toMatchObject({ message: expect.stringContaining('was deleted'), data: { code: 'CONFLICT' } })
    }
    await expect(ada.ticket.get.query({ id: ticket.id })).rejects.toMatchObject(refused('NOT_FOUND'))
    expect(await linus.ticket.create.mutate(ticket)).toMatchObject(ticket) // nobody else learns of it
  })
}
