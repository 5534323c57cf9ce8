import type { OrganizationMembershipJSON } from '@clerk/shared/types'
import { verifyToken } from '@clerk/backend'
import { expect, it } from 'vitest'
import { Browser } from '../../../test/browser.ts'
import { standIn } from '../../../test/stand-in.ts'

const person = (email: string) => ({ email, password: 'throughline-dev' })
const seed = {
  users: ['owner@example.com', 'lead@example.com', 'guest@example.com', 'plain@example.com'].map(person),
  organizations: [{ name: 'Acme', slug: 'acme', members: { 'owner@example.com': 'org:owner', 'lead@example.com': 'org:lead', 'guest@example.com': 'org:guest', 'plain@example.com': 'org:plain' } }],
  roles: {
    'org:owner': { name: 'Owner', permissions: ['org:report:read', 'org:report:write'] },
    'org:lead': { name: 'Lead', permissions: ['org:report:read'], systemPermissions: ['org:sys_memberships:read', 'org:sys_memberships:manage'] },
    'org:guest': { name: 'Guest', permissions: ['org:report:read'], systemPermissions: [] },
    'org:plain': { name: 'Plain', permissions: [] },
  },
}
const local = await standIn({ seed, settings: { organizations: { creatorRole: 'org:owner', defaultRole: 'org:plain', userMayCreate: true } } })

async function membershipOf(email: string) {
  const browser = new Browser(local)
  await browser.signIn(email)
  const { response } = await browser.send<{ data: OrganizationMembershipJSON[] }>('GET', '/v1/me/organization_memberships')
  return { browser, membership: response.data[0], id: response.data[0]?.organization.id ?? '' }
}

it('gives the creator’s role all of Clerk’s own permissions, and other roles those to read, unless the config says which', async () => {
  const system = async (email: string) => (await membershipOf(email)).membership?.permissions.filter((each) => each.startsWith('org:sys_'))
  expect(await system('owner@example.com')).toEqual(expect.arrayContaining(['org:sys_profile:manage', 'org:sys_profile:delete', 'org:sys_memberships:manage', 'org:sys_domains:manage']))
  expect(await system('plain@example.com')).toEqual(['org:sys_memberships:read', 'org:sys_billing:read'])
  expect(await system('lead@example.com')).toEqual(['org:sys_memberships:read', 'org:sys_memberships:manage'])
  expect(await system('guest@example.com')).toEqual([])
})

it('lets a role do what its permissions say, whatever it is called', async () => {
  const lead = await membershipOf('lead@example.com')
  expect((await lead.browser.send('POST', `/v1/organizations/${lead.id}/invitations`, { email_address: 'new@example.com', role: 'org:plain' })).status).toBe(200)
  expect((await lead.browser.send('PATCH', `/v1/organizations/${lead.id}`, { name: 'Mine' })).status).toBe(403)
  const guest = await membershipOf('guest@example.com')
  expect((await guest.browser.send('GET', `/v1/organizations/${guest.id}/memberships`)).status).toBe(403)
  const { response } = await guest.browser.send<{ id: string }>('POST', '/v1/organizations', { name: 'Own' })
  const { data } = (await guest.browser.send<{ data: OrganizationMembershipJSON[] }>('GET', '/v1/me/organization_memberships')).response
  expect(data.find(({ organization }) => organization.id === response.id)?.role).toBe('org:owner')
})

it('keeps Clerk’s own permissions out of session tokens', async () => {
  const { o } = await verifyToken(await local.token('owner@example.com'), { jwtKey: local.jwtKey })
  expect(o).toMatchObject({ rol: 'owner', per: 'read,write' })
})
