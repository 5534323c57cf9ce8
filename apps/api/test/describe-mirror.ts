import { sql, type Logger } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../src/db/database.ts'
import { events, memberships, organizations, parkedMessages, users, webhookMessages } from '../src/db/schema.ts'
import { send, sendMessage, signedBody, signedMessage } from './clerk-message.ts'
import { createTestApp, type TestApp } from './create-test-app.ts'

const GRACE = 'grace@example.com'
const GRACE_ID = 'user_grace0000000000000000000000'
const BORN = Date.parse('2026-01-01T00:00:00Z')
const LATER = BORN + 1_000

const user = (change: object = {}) => ({
  object: 'user',
  id: 'user_1',
  first_name: 'Mary',
  last_name: 'Jackson',
  image_url: 'https://example.com/mary.png',
  primary_email_address_id: 'idn_1',
  email_addresses: [{ id: 'idn_1', email_address: 'mary@example.com' }],
  created_at: BORN,
  updated_at: BORN,
  ...change,
})
const organization = (change: object = {}) => ({ object: 'organization', id: 'org_1', name: 'Langley', slug: 'langley', image_url: '', created_at: BORN, updated_at: BORN, ...change })
const membership = (change: object = {}) => ({
  object: 'organization_membership',
  id: 'orgmem_1',
  role: 'org:member',
  permissions: ['org:ticket:create'],
  organization: { id: 'org_1' },
  public_user_data: { user_id: 'user_1' },
  created_at: BORN,
  updated_at: BORN,
  ...change,
})

function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item, index) => ordersOf(items.toSpliced(index, 1)).map((rest) => [item, ...rest]))
}

/** What holds of the mirror of Clerk on either database. */
export function describeMirror(open?: (logger: Logger) => Promise<Database>): void {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp({ open })
  })
  beforeEach(clear)
  afterAll(() => app.close())

  async function clear(): Promise<void> {
    await app.db.execute(sql`truncate ${users}, ${organizations}, ${memberships}, ${webhookMessages}, ${parkedMessages}, ${events}`)
    app.clerk.reset()
  }
  const take = async (type: string, data: object, options?: Parameters<typeof sendMessage>[3]) => expect(await sendMessage(app.url, type, data, options)).toBe(200)
  const userRow = async () => (await app.db.select().from(users))[0]
  const membershipRow = async () => (await app.db.select().from(memberships))[0]

  describe('a message', () => {
    it('is applied', async () => {
      await take('user.created', user())
      await take('organization.created', organization({ image_url: 'https://example.com/o.png' }))
      await take('organizationMembership.created', membership())
      expect(await userRow()).toMatchObject({ id: 'user_1', email: 'mary@example.com', displayName: 'Mary Jackson', imageUrl: 'https://example.com/mary.png', deletedAt: null })
      expect(await app.db.select().from(organizations)).toMatchObject([{ id: 'org_1', name: 'Langley', slug: 'langley' }])
      expect(await membershipRow()).toMatchObject({ organizationId: 'org_1', userId: 'user_1', role: 'org:member', permissions: ['org:ticket:create'], deletedAt: null })
    })

    it('is applied once, however often it comes', async () => {
      const message = signedMessage('user.created', user())
      expect(await Promise.all(Array.from({ length: 5 }, () => send(app.url, message)))).toEqual([200, 200, 200, 200, 200])
      expect(await userRow()).toMatchObject({ version: 1 })
      expect(await app.db.select().from(events)).toHaveLength(1)
    })

    it('is parked where it is signed and cannot be understood', async () => {
      await take('user.created', { id: 'user_1', surprise: true }, { id: 'msg_odd' })
      await take('planet.created', { id: 'planet_1' }, { id: 'msg_new' })
      expect(await app.db.select().from(parkedMessages)).toMatchObject([
        { id: 'msg_odd', type: 'user.created', body: expect.stringContaining('"surprise":true') },
        { id: 'msg_new', type: 'planet.created' },
      ])
      expect(await app.db.select().from(users)).toEqual([])
    })

    it.each<[string, string, object, string?]>([
      ['a time beyond all dates', 'user.created', user({ created_at: 9e15 })],
      ['a time in the year 10000', 'user.created', user({ updated_at: 253_402_300_800_000 })],
      ['a time in microseconds', 'user.created', user({ updated_at: Date.now() * 1_000 })],
      ['a name with U+0000', 'user.created', user({ first_name: 'Ma\0ry' })],
      ['half of a surrogate pair in a name', 'organization.created', organization({ name: '\uD800' })],
      ['an id with U+0000', 'user.deleted', { id: 'user_\0', deleted: true }],
      ['a session of half of a surrogate pair', 'session.ended', { id: 'sess_\uD800', user_id: 'user_1' }],
      ['a permission with U+0000', 'organizationMembership.created', membership({ permissions: ['a\0'] })],
      ['U+0000 in an unknown one', 'planet.created', { name: '\0' }],
      ['half of a surrogate pair in an unknown one', 'planet.created', { name: '\uD800' }],
      ['U+0000 in its type', 'planet\0', {}, 'planet\uFFFD'],
      ...['constructor', 'toString', 'hasOwnProperty', '__proto__', '__defineGetter__'].map((type): [string, string, object] => [`the type ${type}`, type, {}]),
    ])('is parked, with a line in the log, where it has %s', async (_, type, data, storedType = type) => {
      app.logLines.length = 0
      await take(type, data)
      expect(await app.db.select().from(parkedMessages)).toMatchObject([{ type: storedType, body: expect.stringContaining(JSON.stringify(data)) }])
      expect(app.logLines.map(({ msg }) => String(msg))).toContainEqual(expect.stringContaining('is parked'))
      expect([await app.db.select().from(users), await app.db.select().from(events)]).toEqual([[], []])
    })

    it.each([
      ...['[]', '5', '{}', '{"type":5,"data":{}}', '{"type":{},"data":{}}'].map((body): [string, string] => [body, body]),
      ['nested a hundred thousand times', `{"type":"user.created","data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ])('is parked where it is %s', async (_, body) => {
      app.logLines.length = 0
      expect(await send(app.url, signedBody(body))).toBe(200)
      expect(await app.db.select().from(parkedMessages)).toHaveLength(1)
      expect(app.logLines.map(({ msg }) => String(msg))).toContainEqual(expect.stringContaining('is parked'))
    })

    it('of an email is kept nowhere: it may hold a code', async () => {
      await take('email.created', { object: 'email', body: '424242' })
      expect(await app.db.select().from(parkedMessages)).toEqual([])
    })

    it.each([
      ['without a signature', () => ({ ...signedMessage('user.created', user()), headers: {} })],
      ['with another body', () => ({ ...signedMessage('user.created', user()), body: JSON.stringify({ type: 'user.created', data: user({ first_name: 'Eve' }) }) })],
      ['with another id', () => {
        const { headers, body } = signedMessage('user.created', user())
        return { headers: { ...headers, 'svix-id': 'msg_other' }, body }
      }],
      ['that is 301 s old', () => signedMessage('user.created', user(), { skew: -301 })],
      ['that is 301 s early', () => signedMessage('user.created', user(), { skew: 301 })],
    ])('is refused %s', async (_, message) => {
      expect(await send(app.url, message())).toBe(400)
      expect(await app.db.select().from(users)).toEqual([])
    })

    it('is sent again by Clerk when the database failed, and then applied', async () => {
      const message = signedMessage('user.created', user())
      await app.db.execute(sql`alter table ${events} add constraint broken check (false) not valid`)
      expect(await send(app.url, message)).toBe(500)
      await app.db.execute(sql`alter table ${events} drop constraint broken`)
      expect(await app.db.select().from(webhookMessages)).toEqual([])
      expect(await send(app.url, message)).toBe(200)
      expect(await userRow()).toMatchObject({ id: 'user_1' })
    })
  })

  describe('whatever the order', () => {
    it('a user ends up as Clerk said last', async () => {
      for (const order of ordersOf([user(), user({ updated_at: LATER, email_addresses: [{ id: 'idn_1', email_address: 'new@example.com' }] })])) {
        await clear()
        for (const data of order) await take(data.updated_at === BORN ? 'user.created' : 'user.updated', data)
        expect(await userRow()).toMatchObject({ email: 'new@example.com', clerkUpdatedAt: new Date(LATER) })
      }
    })

    it('a deleted user stays deleted, without anything personal', async () => {
      const messages: [string, object][] = [['user.created', user()], ['user.updated', user({ updated_at: LATER })], ['user.deleted', { id: 'user_1', deleted: true }]]
      for (const order of ordersOf(messages)) {
        await clear()
        for (const [type, data] of order) await take(type, data, { at: LATER + 1 })
        expect(await userRow()).toMatchObject({ displayName: 'Former user', email: 'user_1@users.invalid', imageUrl: null, bio: '', deletedAt: new Date(LATER + 1) })
      }
    })

    it('a membership that ended has ended, and one that began anew is the new one', async () => {
      const first: [string, object][] = [
        ['organizationMembership.created', membership()],
        ['organizationMembership.updated', membership({ role: 'org:admin', updated_at: LATER })],
        ['organizationMembership.deleted', membership({ role: 'org:admin', updated_at: LATER })],
      ]
      for (const order of ordersOf(first)) {
        await clear()
        for (const [type, data] of order) await take(type, data, { at: LATER + 1 })
        expect(await membershipRow()).toMatchObject({ membershipId: 'orgmem_1', role: 'org:admin', deletedAt: new Date(LATER + 1) })
      }
      const again: [string, object] = ['organizationMembership.created', membership({ id: 'orgmem_2', created_at: LATER + 2, updated_at: LATER + 2 })]
      for (const order of ordersOf([first[0]!, first[2]!, again])) {
        await clear()
        for (const [type, data] of order) await take(type, data, { at: LATER + 1 })
        expect(await membershipRow()).toMatchObject({ membershipId: 'orgmem_2', role: 'org:member', deletedAt: null })
      }
    })

    it('no membership outlives its organization or its user', async () => {
      for (const [type, id] of [['organization.deleted', 'org_1'], ['user.deleted', 'user_1']] as const) {
        for (const order of ordersOf<[string, object]>([['organizationMembership.created', membership()], [type, { id, deleted: true }]])) {
          await clear()
          for (const [each, data] of order) await take(each, data, { at: LATER })
          expect(await membershipRow()).toMatchObject({ deletedAt: new Date(LATER) })
        }
      }
    })
  })

  it('shows an email address as Clerk has it', async () => {
    const email = 'jörg@bücher.example'
    await app.clientFor(GRACE).user.profile.query()
    await take('user.updated', user({ id: GRACE_ID, email_addresses: [{ id: 'idn_1', email_address: email }], image_url: '//img.example/g.png', updated_at: Date.now() + 1_000 }))
    expect(await app.clientFor(GRACE).user.profile.query()).toMatchObject({ email, imageUrl: '//img.example/g.png' })
  })

  it('leaves what a user has chosen', async () => {
    const chosen = { displayName: 'Amazing Grace', bio: 'Bugs.', timeZone: 'Europe/Rome' }
    await app.clientFor(GRACE).user.updateProfile.mutate(chosen)
    await take('user.updated', user({ id: GRACE_ID, updated_at: Date.now() + 1_000 }))
    expect(await app.clientFor(GRACE).user.profile.query()).toMatchObject({ ...chosen, email: 'mary@example.com' })
  })
}
