import { createClerkClient } from '@clerk/backend'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../test/create-test-app.ts'
import { memberships, organizations, users } from '../db/schema.ts'

// What somebody's first call does while no message of Clerk's has told of them.

const [ADA, ALAN, GRACE] = ['ada@example.com', 'alan@example.com', 'grace@example.com'] as const
const ACME = 'org_acme00000000000000000000000'
const GRACE_ID = 'user_grace0000000000000000000000'
const ended = { data: { code: 'FORBIDDEN', reason: 'membership-ended' } }

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
beforeEach(async () => {
  await app.db.execute(sql`truncate ${users}, ${organizations}, ${memberships}`)
  app.clerk.reset()
})
afterAll(() => app.close())

const sdk = () => createClerkClient({ secretKey: app.clerk.secretKey, apiUrl: app.clerk.url, telemetry: { disabled: true } })
const asked = () => app.clerk.requests.filter(({ path }) => path.startsWith('/v1/organizations/')).map(({ path }) => path)
const memberIds = async () => (await app.clientFor(ADA).organization.members.query({})).items.map(({ name }) => name)

it('makes each member known, also of an organization that is known already', async () => {
  for (const user of [ADA, ALAN, GRACE]) await app.clientFor(user).organization.current.query()
  expect(await memberIds()).toEqual(['Ada Lovelace', 'Alan Turing', 'Grace Hopper'])
})

it('is the only one that asks Clerk, and asks once however many come at the same time', async () => {
  await app.clientFor(ADA).organization.current.query()
  const before = asked().length
  await Promise.all(Array.from({ length: 20 }, () => app.clientFor(GRACE).organization.current.query()))
  const [organization, membership] = [`/v1/organizations/${ACME}`, `/v1/organizations/${ACME}/memberships`]
  expect(asked().slice(before).toSorted()).toEqual([organization, membership])
  await app.clientFor(GRACE).organization.members.query({})
  expect(asked()).toHaveLength(before + 2)
})

it('of somebody who has left since the token was made is refused, and so are the next ones, which ask nobody', async () => {
  await app.clientFor(ADA).organization.current.query()
  const grace = app.clientFor(GRACE, await app.clerk.token(GRACE))
  await sdk().organizations.deleteOrganizationMembership({ organizationId: ACME, userId: GRACE_ID })
  await expect(grace.organization.current.query()).rejects.toMatchObject(ended)
  const before = asked().length
  for (let count = 0; count < 3; count++) await expect(grace.organization.members.query({})).rejects.toMatchObject(ended)
  await expect(grace.activity.list.query({})).rejects.toMatchObject(ended)
  expect(asked()).toHaveLength(before)
  expect(await memberIds()).toEqual(['Ada Lovelace'])
})

it('of somebody who is back after that works as soon as the message or a token says so', async () => {
  await app.clientFor(ADA).organization.current.query()
  const grace = app.clientFor(GRACE, await app.clerk.token(GRACE))
  await sdk().organizations.deleteOrganizationMembership({ organizationId: ACME, userId: GRACE_ID })
  await expect(grace.organization.current.query()).rejects.toMatchObject(ended)
  app.clerk.webhooks.add({ url: `${app.url}/webhooks/clerk` })
  await sdk().organizations.createOrganizationMembership({ organizationId: ACME, userId: GRACE_ID, role: 'org:agent' })
  await app.clerk.webhooks.settled()
  expect(await grace.organization.current.query()).toMatchObject({ id: ACME })
  expect(await memberIds()).toEqual(['Ada Lovelace', 'Grace Hopper'])
})
