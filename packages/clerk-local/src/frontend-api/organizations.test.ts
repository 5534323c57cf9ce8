import type { OrganizationJSON, OrganizationMembershipJSON } from '@clerk/shared/types'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn({ settings: { organizations: { userMayCreate: true } } })
let acme: string
let ada: Browser
let alan: Browser
let grace: Browser
let linus: Browser
beforeEach(async () => {
  ;[ada, alan, grace, linus] = [new Browser(local), new Browser(local), new Browser(local), new Browser(local)]
  await Promise.all([ada.signIn('ada@example.com'), alan.signIn('alan@example.com'), grace.signIn('grace@example.com'), linus.signIn('linus@example.com')])
  acme = (await sdk(local).organizations.getOrganization({ slug: 'acme' })).id
})

const codes = ({ status, errors }: { status: number; errors: { code: string }[] }) => [status, errors[0]?.code]
const idOf = async (email: string) => (await sdk(local).users.getUserList({ emailAddress: [email] })).data[0]?.id ?? ''
const membersOf = async (browser: Browser, query = '') =>
  (await browser.send<{ data: OrganizationMembershipJSON[]; total_count: number }>('GET', `/v1/organizations/${acme}/memberships?paginated=true&limit=10&offset=0${query}`)).response

describe('creating', () => {
  it('makes whoever creates an organization its administrator, who can make it the active one', async () => {
    const { response, client } = await grace.send<OrganizationJSON>('POST', '/v1/organizations', { name: 'Initech', slug: 'initech' })
    expect(response).toMatchObject({ object: 'organization', name: 'Initech', slug: 'initech', members_count: 1 })
    const [session] = client?.sessions ?? []
    expect(session?.user.organization_memberships).toContainEqual(expect.objectContaining({ role: 'org:admin', organization: expect.objectContaining({ id: response.id }) }))
    const touched = await grace.send('POST', `/v1/client/sessions/${session?.id}/touch`, { active_organization_id: response.id })
    expect(touched.response).toMatchObject({ last_active_organization_id: response.id })
  })

  it('finds a slug where none was given, and refuses one that is taken or is none', async () => {
    const { response } = await grace.send<OrganizationJSON>('POST', '/v1/organizations', { name: 'Initech & Söhne' })
    expect(response.slug).toMatch(/^initech-s-hne-\d+$/)
    const taken = await grace.send('POST', '/v1/organizations', { name: 'Other', slug: 'acme' })
    expect(codes(taken)).toEqual([422, 'form_identifier_exists'])
    expect(taken.errors[0]?.meta).toMatchObject({ param_name: 'slug' })
    expect(codes(await grace.send('POST', '/v1/organizations', { name: 'Other', slug: 'Not a slug' }))).toEqual([422, 'form_param_format_invalid'])
    expect(codes(await grace.send('POST', '/v1/organizations', { name: ' ' }))).toEqual([422, 'form_param_missing'])
  })

  it('refuses who may not create any, or not one more', async () => {
    const { users } = sdk(local)
    const id = await idOf('grace@example.com')
    await users.updateUser(id, { createOrganizationsLimit: 1 })
    expect((await grace.send('POST', '/v1/organizations', { name: 'One' })).status).toBe(200)
    expect(codes(await grace.send('POST', '/v1/organizations', { name: 'Two' }))).toEqual([403, 'organization_quota_exceeded'])
    await users.updateUser(id, { createOrganizationEnabled: false })
    expect(codes(await grace.send('POST', '/v1/organizations', { name: 'Two' }))).toEqual([403, 'user_create_organization_not_enabled'])
    local.changeSettings({ organizations: { enabled: false } })
    expect(codes(await alan.send('POST', '/v1/organizations', { name: 'Three' }))).toEqual([403, 'organization_not_enabled_in_instance'])
  })
})

describe('an organization', () => {
  it('is nobody’s business but its members’', async () => {
    for (const path of ['', '/memberships', '/roles', '/invitations', '/domains', '/membership_requests', '/enterprise_connections'])
      expect(codes(await linus.send('GET', `/v1/organizations/${acme}${path}`))).toEqual([404, 'organization_not_found_or_unauthorized'])
    expect(codes(await linus.send('GET', '/v1/organizations/org_nowhere'))).toEqual([404, 'organization_not_found_or_unauthorized'])
    expect(codes(await linus.send('PATCH', `/v1/organizations/${acme}`, { name: 'Mine' }))).toEqual([404, 'organization_not_found_or_unauthorized'])
    expect((await new Browser(local).send('GET', `/v1/organizations/${acme}`)).status).toBe(401)
  })

  it('is changed and deleted only by whom its role lets', async () => {
    const refused = await alan.send('PATCH', `/v1/organizations/${acme}`, { name: 'Mine' })
    expect(codes(refused)).toEqual([403, 'missing_organization_permission'])
    expect(refused.errors[0]?.meta).toEqual({ permissions: ['org:sys_profile:manage'] })
    expect((await ada.send('PATCH', `/v1/organizations/${acme}`, { name: 'Acme Inc.', slug: 'acme-inc' })).response).toMatchObject({ name: 'Acme Inc.', slug: 'acme-inc' })
    expect(codes(await ada.send('PATCH', `/v1/organizations/${acme}`, { slug: 'globex' }))).toEqual([422, 'form_identifier_exists'])
    expect(codes(await alan.send('DELETE', `/v1/organizations/${acme}`))).toEqual([403, 'missing_organization_permission'])
    const deleted = await ada.send('DELETE', `/v1/organizations/${acme}`)
    expect(deleted.response).toMatchObject({ object: 'organization', id: acme, deleted: true })
    expect(deleted.client?.sessions[0]).toMatchObject({ last_active_organization_id: null, user: { organization_memberships: [] } })
    expect((await alan.send<{ total_count: number }>('GET', '/v1/me/organization_memberships')).response.total_count).toBe(0)
  })

  it('stays where its administrators may not delete it', async () => {
    await sdk(local).organizations.updateOrganization(acme, { adminDeleteEnabled: false })
    expect(codes(await ada.send('DELETE', `/v1/organizations/${acme}`))).toEqual([403, 'organization_admin_delete_not_enabled'])
  })

  it('tells its roles with their permissions', async () => {
    const { response } = await ada.send<{ data: { key: string; permissions: { key: string; type: string }[] }[]; total_count: number }>('GET', `/v1/organizations/${acme}/roles?limit=10`)
    expect(response.data.map(({ key }) => key)).toEqual(['org:admin', 'org:agent', 'org:member'])
    expect(response.data[0]?.permissions).toContainEqual(expect.objectContaining({ key: 'org:sys_profile:manage', type: 'system' }))
    expect(response.data[0]?.permissions).toContainEqual(expect.objectContaining({ key: 'org:ticket:manage', type: 'user' }))
  })
})

describe('members', () => {
  it('are listed by page, by role and by what they are called', async () => {
    expect(await membersOf(grace)).toMatchObject({ total_count: 3 })
    expect((await membersOf(grace, '&role=org:admin,org:agent')).total_count).toBe(2)
    expect((await membersOf(grace, '&query=turing')).data.map(({ public_user_data }) => public_user_data?.first_name)).toEqual(['Alan'])
  })

  it('are added, changed and removed by administrators only', async () => {
    const [graceId, linusId] = await Promise.all([idOf('grace@example.com'), idOf('linus@example.com')])
    for (const [method, path, fields] of [
      ['POST', '', { user_id: linusId, role: 'org:member' }],
      ['PATCH', `/${graceId}`, { role: 'org:admin' }],
      ['DELETE', `/${graceId}`, {}],
    ] as const)
      expect(codes(await alan.send(method, `/v1/organizations/${acme}/memberships${path}`, fields))).toEqual([403, 'missing_organization_permission'])

    expect((await ada.send('POST', `/v1/organizations/${acme}/memberships`, { user_id: linusId, role: 'org:member' })).response).toMatchObject({ role: 'org:member' })
    expect(codes(await ada.send('POST', `/v1/organizations/${acme}/memberships`, { user_id: linusId, role: 'org:member' }))).toEqual([400, 'already_a_member_in_organization'])
    expect(codes(await ada.send('PATCH', `/v1/organizations/${acme}/memberships/${linusId}`, { role: 'org:nobody' }))).toEqual([404, 'resource_not_found'])
    expect((await ada.send('PATCH', `/v1/organizations/${acme}/memberships/${linusId}`, { role: 'org:agent' })).response).toMatchObject({ role: 'org:agent', role_name: 'Agent' })
    expect((await ada.send('DELETE', `/v1/organizations/${acme}/memberships/${graceId}`)).status).toBe(200)
    expect((await grace.send<{ sessions: object[] }>('GET', '/v1/client')).response.sessions).toMatchObject([{ last_active_organization_id: null }])
  })

  it('never leave an organization without somebody to run it', async () => {
    const [adaId, alanId] = await Promise.all([idOf('ada@example.com'), idOf('alan@example.com')])
    expect(codes(await ada.send('DELETE', `/v1/me/organization_memberships/${acme}`))).toEqual([400, 'organization_minimum_permissions_needed'])
    expect(codes(await ada.send('PATCH', `/v1/organizations/${acme}/memberships/${adaId}`, { role: 'org:member' }))).toEqual([400, 'organization_minimum_permissions_needed'])
    await ada.send('PATCH', `/v1/organizations/${acme}/memberships/${alanId}`, { role: 'org:admin' })
    const left = await ada.send('DELETE', `/v1/me/organization_memberships/${acme}`)
    expect(left.response).toMatchObject({ deleted: true })
    expect(left.client?.sessions[0]?.last_active_organization_id).toBeNull()
    expect(codes(await ada.send('GET', `/v1/organizations/${acme}`))).toEqual([404, 'organization_not_found_or_unauthorized'])
  })

  it('are no more than the organization may have, with those who are invited', async () => {
    await sdk(local).organizations.updateOrganization(acme, { maxAllowedMemberships: 4 })
    expect((await ada.send('POST', `/v1/organizations/${acme}/invitations`, { email_address: 'new@example.com', role: 'org:member' })).status).toBe(200)
    expect(codes(await ada.send('POST', `/v1/organizations/${acme}/invitations`, { email_address: 'newer@example.com', role: 'org:member' }))).toEqual([403, 'organization_membership_quota_exceeded'])
  })
})
