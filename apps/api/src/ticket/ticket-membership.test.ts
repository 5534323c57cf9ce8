import { randomUUID } from 'node:crypto'
import { createClerkClient } from '@clerk/backend'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { sendMessage } from '../../test/clerk-message.ts'
import { createTestApp, type TestApp } from '../../test/create-test-app.ts'
import { memberships, organizations, users } from '../db/schema.ts'

// What Clerk's messages mean for whoever writes, by the stand-in's own ones.

const [ADA, ALAN, GRACE] = ['ada@example.com', 'alan@example.com', 'grace@example.com'] as const
const ADA_ID = 'user_ada000000000000000000000000'
const ALAN_ID = 'user_alan00000000000000000000000'
const GRACE_ID = 'user_grace0000000000000000000000'
const ACME = 'org_acme00000000000000000000000'
const BORN = Date.parse('2026-01-01T00:00:00Z')

/** Grace as a member, told long ago. */
const staleMembership = {
  object: 'organization_membership',
  id: 'orgmem_1',
  role: 'org:member',
  permissions: ['org:ticket:create'],
  organization: { id: ACME },
  public_user_data: { user_id: GRACE_ID },
  created_at: BORN,
  updated_at: BORN,
}

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
beforeEach(async () => {
  await app.db.execute(sql`truncate ${users}, ${organizations}, ${memberships}`)
  app.clerk.reset()
  app.clerk.webhooks.add({ url: `${app.url}/webhooks/clerk` })
})
afterAll(() => app.close())

const sdk = () => createClerkClient({ secretKey: app.clerk.secretKey, apiUrl: app.clerk.url, telemetry: { disabled: true } })
const memberOf = async (userId: string) => (await app.db.select().from(memberships).where(eq(memberships.userId, userId)))[0]

it('a removed member cannot write any more, though the token is still good', async () => {
  const grace = app.clientFor(GRACE, await app.clerk.token(GRACE))
  await grace.ticket.create.mutate({ title: 'Still here' })
  await sdk().organizations.deleteOrganizationMembership({ organizationId: ACME, userId: GRACE_ID })
  await vi.waitFor(async () => expect((await memberOf(GRACE_ID))?.deletedAt).toBeInstanceOf(Date))
  await expect(grace.ticket.create.mutate({ title: 'Gone' })).rejects.toMatchObject({ data: { code: 'FORBIDDEN', reason: 'membership-ended' } })
  await expect(grace.organization.current.query()).rejects.toMatchObject({ data: { code: 'FORBIDDEN', reason: 'membership-ended' } })
})

it('a role that was taken away allows nothing any more, though the token is still good', async () => {
  const alan = app.clientFor(ALAN, await app.clerk.token(ALAN))
  const { id } = await alan.ticket.create.mutate({ title: 'Printer' })
  await sdk().organizations.updateOrganizationMembership({ organizationId: ACME, userId: ALAN_ID, role: 'org:member' })
  await vi.waitFor(async () => expect(await memberOf(ALAN_ID)).toMatchObject({ role: 'org:member' }))
  await expect(alan.ticket.setStatus.mutate({ id, status: 'closed' })).rejects.toMatchObject({ data: { code: 'FORBIDDEN', reason: 'permission-missing' } })
  expect(await alan.ticket.get.query({ id })).toMatchObject({ version: 1, status: 'open' })
})

it('a role that was given is good with the next token, also before the message comes', async () => {
  const { id } = await app.clientFor(GRACE).ticket.create.mutate({ title: 'Printer' })
  await sendMessage(app.url, 'organizationMembership.updated', staleMembership)
  for (const { id: endpoint } of app.clerk.webhooks.endpoints) app.clerk.webhooks.remove(endpoint)
  await sdk().organizations.updateOrganizationMembership({ organizationId: ACME, userId: GRACE_ID, role: 'org:agent' })
  expect(await app.clientFor(GRACE).ticket.setStatus.mutate({ id, status: 'closed' })).toMatchObject({ status: 'closed' })
})

const removed = { data: { code: 'FORBIDDEN', reason: 'membership-ended' } }

it('a removed member cannot read any more either', async () => {
  const { id } = await app.clientFor(ADA).ticket.create.mutate({ title: 'Secret' })
  const grace = app.clientFor(GRACE, await app.clerk.token(GRACE))
  await grace.organization.current.query()
  expect(await grace.ticket.get.query({ id })).toMatchObject({ id })
  await sdk().organizations.deleteOrganizationMembership({ organizationId: ACME, userId: GRACE_ID })
  await app.clerk.webhooks.settled()
  for (const read of [() => grace.ticket.list.query({}), () => grace.ticket.get.query({ id }), () => grace.ticket.get.query({ id: randomUUID() }), () => grace.comment.list.query({ ticketId: id })]) await expect(read()).rejects.toMatchObject(removed)
})

it('a deleted organization takes nothing, not even of members of whom nothing is known', async () => {
  const grace = app.clientFor(GRACE, await app.clerk.token(GRACE))
  expect(await sendMessage(app.url, 'organization.deleted', { object: 'organization', id: ACME, deleted: true })).toBe(200)
  expect(await memberOf(GRACE_ID)).toBeUndefined()
  await expect(grace.ticket.create.mutate({ title: 'After the end' })).rejects.toMatchObject(removed)
  await expect(grace.ticket.list.query({})).rejects.toMatchObject(removed)
})

it('permissions that a message leaves out are those of the token, for the role that it was made with and for no other', async () => {
  const { permissions: _, ...unsaid } = { ...staleMembership, updated_at: Date.now() + 60_000 }
  await sendMessage(app.url, 'organizationMembership.updated', unsaid)
  expect(await memberOf(GRACE_ID)).toMatchObject({ role: 'org:member', permissions: null })
  await app.clientFor(GRACE).ticket.create.mutate({ title: 'Printer' })
  await sendMessage(app.url, 'organizationMembership.updated', { ...unsaid, role: 'org:guest', updated_at: Date.now() + 120_000 })
  await expect(app.clientFor(GRACE).ticket.create.mutate({ title: 'Printer' })).rejects.toMatchObject({ data: { code: 'FORBIDDEN', reason: 'permission-missing' } })
})

// The last one: whoever's account is gone is refused for an hour.
it('a deleted account is known as one', async () => {
  const { id } = await app.clientFor(GRACE).ticket.create.mutate({ title: 'Mine' })
  await app.clientFor(ADA).ticket.assign.mutate({ id, assigneeId: ADA_ID })
  await app.clientFor(GRACE).organization.current.query()
  await app.clientFor(ADA).ticket.assign.mutate({ id, assigneeId: GRACE_ID })
  await sdk().users.deleteUser(GRACE_ID)
  await app.clerk.webhooks.settled()
  expect(await app.clientFor(ADA).ticket.get.query({ id })).toMatchObject({ author: { id: GRACE_ID, name: 'Former user', imageUrl: null } })
  const { items } = await app.clientFor(ADA).activity.list.query({ subjectId: id })
  expect(items[0]).toMatchObject({ action: 'ticket.assign', detail: { fromUserId: ADA_ID, toUserId: GRACE_ID } })
  expect(items[0]?.people.toSorted((one, other) => one.id.localeCompare(other.id))).toMatchObject([{ id: ADA_ID, name: 'Ada Lovelace' }, { id: GRACE_ID, name: 'Former user', imageUrl: null }])
  expect(JSON.stringify(items)).not.toContain('Grace')
})
