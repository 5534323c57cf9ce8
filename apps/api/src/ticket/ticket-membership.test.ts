import { createClerkClient } from '@clerk/backend'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { sendMessage } from '../../test/clerk-message.ts'
import { createTestApp, type TestApp } from '../../test/create-test-app.ts'
import { memberships, organizations, users } from '../db/schema.ts'

// What Clerk's messages mean for whoever writes, by the stand-in's own ones.

const [ADA, ALAN, GRACE] = ['ada@example.com', 'alan@example.com', 'grace@example.com'] as const
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

it('a deleted account is known as one', async () => {
  const { id } = await app.clientFor(GRACE).ticket.create.mutate({ title: 'Mine' })
  await sdk().users.deleteUser(GRACE_ID)
  await vi.waitFor(async () => expect(await app.clientFor(ADA).ticket.get.query({ id })).toMatchObject({ author: { id: GRACE_ID, name: 'Former user', imageUrl: null } }))
})
