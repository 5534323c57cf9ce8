import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { createClerkLocal, type ClerkLocal } from '../clerk-local.ts'
import { loadSeed } from './load-seed.ts'

const SEED = `
settings:
  applicationName: Ticket Desk
  attributes:
    username: { enabled: true, signIn: true }
  organizations:
    domains: { enabled: true, enrollmentModes: [automatic_suggestion] }
roles:
  org:admin: { name: Admin, permissions: [org:ticket:close] }
  org:member: { name: Member, permissions: [] }
permissions:
  org:ticket:close: { name: Close tickets }
users:
  - email: ada@example.com
    emails:
      - ada@lovelace.example
      - { address: old@example.com, verified: false }
    phones:
      - { number: "+15555550100", secondFactor: true }
    username: ada
    password: throughline-dev
    firstName: Ada
    externalId: crm_1
    publicMetadata: { plan: pro }
    privateMetadata: { note: first }
    unsafeMetadata: { theme: dark }
    totpSecret: JBSW Y3DP EHPK 3PXP
    backupCodes: [abcd2345, efgh6789]
    createOrganizations: 3
  - email: banned@example.com
    banned: true
  - { username: locked, password: throughline-dev, locked: true, deleteSelf: false }
organizations:
  - name: Acme
    publicMetadata: { tier: gold }
    maxMemberships: 20
    members:
      ada: org:admin
      banned@example.com: org:member
    invitations:
      - guest@example.com
      - { email: boss@example.com, role: org:admin }
    domains:
      - { name: acme.com, enrollmentMode: automatic_suggestion }
webhooks:
  - url: http://localhost:3000/api/webhooks
    events: [user.*]
instances:
  partner:
    users:
      - email: pat@example.com
`

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function start(text: string, name = 'seed.yaml'): Promise<ClerkLocal> {
  const folder = mkdtempSync(join(tmpdir(), 'clerk-local-seed-'))
  endings.push(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, name), text)
  const local = await createClerkLocal(await loadSeed(join(folder, name)))
  endings.push(() => local.close())
  return local
}

it('plants everything that a file can say', async () => {
  const local = await start(SEED)
  const clerk = sdk(local)
  const [ada] = (await clerk.users.getUserList({ username: ['ada'] })).data
  expect(ada).toMatchObject({
    id: 'user_ada000000000000000000000000',
    username: 'ada',
    externalId: 'crm_1',
    publicMetadata: { plan: 'pro' },
    privateMetadata: { note: 'first' },
    unsafeMetadata: { theme: 'dark' },
    createOrganizationEnabled: true,
    createOrganizationsLimit: 3,
    emailAddresses: [
      { emailAddress: 'ada@example.com', verification: { status: 'verified' } },
      { emailAddress: 'ada@lovelace.example', verification: { status: 'verified' } },
      { emailAddress: 'old@example.com', verification: { status: 'unverified' } },
    ],
  })
  expect(ada?.primaryEmailAddress?.emailAddress).toBe('ada@example.com')
  const [banned, locked] = await Promise.all([clerk.users.getUserList({ emailAddress: ['banned@example.com'] }), clerk.users.getUserList({ username: ['locked'] })])
  expect(banned.data[0]).toMatchObject({ banned: true })
  expect(locked.data[0]).toMatchObject({ locked: true, deleteSelfEnabled: false })

  const acme = await clerk.organizations.getOrganization({ slug: 'acme' })
  expect(acme).toMatchObject({ name: 'Acme', publicMetadata: { tier: 'gold' }, maxAllowedMemberships: 20 })
  expect((await clerk.organizations.getOrganizationMembershipList({ organizationId: acme.id })).data.map(({ role }) => role).toSorted()).toEqual(['org:admin', 'org:member'])
  expect(local.outbox.map(({ to, slug }) => [to, slug])).toEqual([['guest@example.com', 'organization_invitation'], ['boss@example.com', 'organization_invitation']])
  expect(local.settings).toMatchObject({ applicationName: 'Ticket Desk', roles: { 'org:admin': { permissions: ['org:ticket:close'] } }, permissions: { 'org:ticket:close': { name: 'Close tickets' } } })
  expect(local.webhooks.endpoints).toMatchObject([{ url: 'http://localhost:3000/api/webhooks', events: ['user.*'] }])
  expect(local.webhooks.deliveries).toEqual([])

  const partner = await sdk({ ...local, ...local.instance('partner') }).users.getUserList()
  expect(partner.data.map(({ primaryEmailAddress }) => primaryEmailAddress?.emailAddress)).toEqual(['pat@example.com'])
})

it('leaves a seeded second factor to be asked for', async () => {
  const local = await start(SEED)
  const { response } = await new Browser(local).send<{ status: string }>('POST', '/v1/client/sign_ins', { identifier: 'ada@example.com', password: 'throughline-dev' })
  expect(response.status).toBe('needs_second_factor')
})

it('gives every user and organization the same ids each time', async () => {
  const ids = async () => {
    const clerk = sdk(await start(SEED))
    return JSON.stringify([(await clerk.users.getUserList()).data.map(({ id, emailAddresses }) => [id, emailAddresses.map((each) => each.id)]), (await clerk.organizations.getOrganizationList()).data.map(({ id }) => id)])
  }
  expect(await ids()).toBe(await ids())
})

it('goes back to the seed, with its invitations and its endpoints', async () => {
  const local = await start(SEED)
  local.webhooks.add({ url: 'http://localhost:3000/other' })
  local.reset()
  expect([local.outbox.length, local.webhooks.endpoints.length, await sdk(local).users.getCount()]).toEqual([2, 1, 3])
})

it('plants ten thousand users and a thousand organizations', async () => {
  const users = Array.from({ length: 10_000 }, (_, index) => ({ email: `user${index}@example.com`, password: 'throughline-dev', firstName: `User ${index}` }))
  const organizations = Array.from({ length: 1_000 }, (_, index) => ({ name: `Organization ${index}`, members: Object.fromEntries(users.slice(index * 10, index * 10 + 10).map(({ email }) => [email, 'org:member'])) }))
  const clerk = sdk(await start(JSON.stringify({ users, organizations }), 'seed.json'))
  expect(await clerk.users.getCount()).toBe(10_000)
  expect((await clerk.organizations.getOrganizationList({ limit: 1, includeMembersCount: true })).data[0]).toMatchObject({ membersCount: 10 })
})
