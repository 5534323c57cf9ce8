import { beforeEach, describe, expect, it } from 'vitest'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn({ settings: { organizations: { domains: { enabled: true, enrollmentModes: ['automatic_invitation', 'automatic_suggestion'] } } } })
const clerk = sdk(local)
let acme: string
beforeEach(async () => void (acme = (await clerk.organizations.getOrganization({ slug: 'acme' })).id))

const refused = (status: number, code: string) => ({ status, errors: [expect.objectContaining({ code })] })
const idOf = async (email: string) => (await clerk.users.getUserList({ emailAddress: [email] })).data[0]?.id ?? ''

describe('organizations', () => {
  it('are made, changed and deleted', async () => {
    const createdBy = await idOf('grace@example.com')
    const made = await clerk.organizations.createOrganization({ name: 'Initech', slug: 'initech', createdBy, maxAllowedMemberships: 5, publicMetadata: { plan: 'free' }, privateMetadata: { crm: 7 } })
    expect(made).toMatchObject({ name: 'Initech', slug: 'initech', createdBy, maxAllowedMemberships: 5, publicMetadata: { plan: 'free' }, privateMetadata: { crm: 7 }, membersCount: 1 })
    const { data } = await clerk.organizations.getOrganizationMembershipList({ organizationId: made.id })
    expect(data).toMatchObject([{ role: 'org:admin', publicUserData: { userId: createdBy } }])
    expect(await clerk.organizations.updateOrganization(made.id, { name: 'Initrode', adminDeleteEnabled: false })).toMatchObject({ name: 'Initrode', adminDeleteEnabled: false })
    expect(await clerk.organizations.deleteOrganization(made.id)).toMatchObject({ id: made.id, deleted: true })
    await expect(clerk.organizations.getOrganization({ organizationId: made.id })).rejects.toMatchObject(refused(404, 'resource_not_found'))
  })

  it('refuse a slug that is taken and a creator who is nobody', async () => {
    await expect(clerk.organizations.createOrganization({ name: 'Other', slug: 'acme' })).rejects.toMatchObject(refused(422, 'form_identifier_exists'))
    await expect(clerk.organizations.createOrganization({ name: 'Other', createdBy: 'user_nobody' })).rejects.toMatchObject(refused(400, 'organization_creator_not_found'))
  })

  it('merge metadata to any depth, or take them whole', async () => {
    await clerk.organizations.updateOrganizationMetadata(acme, { publicMetadata: { a: 1, deep: { b: 2, c: 3 } } })
    const merged = await clerk.organizations.updateOrganizationMetadata(acme, { publicMetadata: { a: null, deep: { c: null, d: 4 } }, privateMetadata: { e: 5 } })
    expect(merged).toMatchObject({ publicMetadata: { deep: { b: 2, d: 4 } }, privateMetadata: { e: 5 } })
    expect(merged.publicMetadata).not.toHaveProperty('a')
    const replaced = await clerk.organizations.replaceOrganizationMetadata(acme, { publicMetadata: { only: true } })
    expect(replaced).toMatchObject({ publicMetadata: { only: true }, privateMetadata: { e: 5 } })
  })

  it('are listed by page, in order and by what they are called', async () => {
    for (const name of ['Beta', 'Alpha']) await clerk.organizations.createOrganization({ name })
    const { data, totalCount } = await clerk.organizations.getOrganizationList({ orderBy: '+name', limit: 2, includeMembersCount: true })
    expect(data.map(({ name, membersCount }) => [name, membersCount])).toEqual([['Acme', 3], ['Alpha', 0]])
    expect(totalCount).toBe(4)
    expect((await clerk.organizations.getOrganizationList({ query: 'lob' })).data.map(({ slug }) => slug)).toEqual(['globex'])
    expect((await clerk.organizations.getOrganizationList({ organizationId: [acme] })).data[0]?.membersCount).toBeUndefined()
    expect((await clerk.organizations.getOrganizationList({ orderBy: '-members_count' })).data[0]?.slug).toBe('acme')
  })
})

describe('memberships', () => {
  it('are made, changed, described and ended', async () => {
    const userId = await idOf('linus@example.com')
    const made = await clerk.organizations.createOrganizationMembership({ organizationId: acme, userId, role: 'org:member' })
    expect(made).toMatchObject({ role: 'org:member', permissions: expect.arrayContaining(['org:sys_memberships:read', 'org:ticket:create']), organization: { id: acme } })
    await expect(clerk.organizations.createOrganizationMembership({ organizationId: acme, userId, role: 'org:member' })).rejects.toMatchObject(refused(400, 'already_a_member_in_organization'))
    expect(await clerk.organizations.updateOrganizationMembership({ organizationId: acme, userId, role: 'org:agent' })).toMatchObject({ role: 'org:agent' })
    expect(await clerk.organizations.updateOrganizationMembershipMetadata({ organizationId: acme, userId, publicMetadata: { desk: 3 } })).toMatchObject({ publicMetadata: { desk: 3 } })
    expect(await clerk.organizations.deleteOrganizationMembership({ organizationId: acme, userId })).toMatchObject({ id: made.id })
    await expect(clerk.organizations.deleteOrganizationMembership({ organizationId: acme, userId })).rejects.toMatchObject(refused(403, 'not_a_member_in_organization'))
    const last = await idOf('ada@example.com')
    await expect(clerk.organizations.deleteOrganizationMembership({ organizationId: acme, userId: last })).rejects.toMatchObject(refused(400, 'organization_minimum_permissions_needed'))
  })

  it('are found by role, by name and by address, and in the whole instance', async () => {
    const list = async (filter: object) => (await clerk.organizations.getOrganizationMembershipList({ organizationId: acme, orderBy: '+first_name', ...filter })).data.map(({ publicUserData }) => publicUserData?.firstName)
    expect(await list({})).toEqual(['Ada', 'Alan', 'Grace'])
    expect(await list({ role: ['org:admin', 'org:member'] })).toEqual(['Ada', 'Grace'])
    expect(await list({ emailAddress: ['alan@example.com'] })).toEqual(['Alan'])
    expect(await list({ query: 'hopp' })).toEqual(['Grace'])
    expect(await list({ nameQuery: 'ada love' })).toEqual(['Ada'])
    expect(await list({ createdAtAfter: Date.now() + 60_000 })).toEqual([])
    expect((await clerk.organizations.getInstanceOrganizationMembershipList({ limit: 2 })).totalCount).toBe(4)
  })
})

describe('invitations', () => {
  it('are made with a link, one by one and all together or not at all', async () => {
    const inviterUserId = await idOf('ada@example.com')
    const made = await clerk.organizations.createOrganizationInvitation({ organizationId: acme, inviterUserId, emailAddress: 'New@example.com', role: 'org:member', redirectUrl: 'http://localhost:3000/welcome?a=1', publicMetadata: { x: 1 } })
    expect(made).toMatchObject({ emailAddress: 'new@example.com', role: 'org:member', roleName: 'Member', status: 'pending', organizationId: acme, publicMetadata: { x: 1 } })
    const many = [{ emailAddress: 'one@example.com', role: 'org:member' }, { emailAddress: 'two@example.com', role: 'org:agent' }]
    expect((await clerk.organizations.createOrganizationInvitationBulk(acme, many)).data).toHaveLength(2)
    const again = [{ emailAddress: 'three@example.com', role: 'org:member' }, { emailAddress: 'two@example.com', role: 'org:member' }]
    await expect(clerk.organizations.createOrganizationInvitationBulk(acme, again)).rejects.toMatchObject(refused(400, 'duplicate_record'))
    expect(local.outbox.map(({ to }) => to)).toEqual(['new@example.com', 'one@example.com', 'two@example.com'])
    await expect(clerk.organizations.createOrganizationInvitation({ organizationId: acme, emailAddress: 'alan@example.com', role: 'org:member' })).rejects.toMatchObject(refused(400, 'already_a_member_in_organization'))
    const member = await idOf('grace@example.com')
    await expect(clerk.organizations.createOrganizationInvitation({ organizationId: acme, inviterUserId: member, emailAddress: 'x@example.com', role: 'org:member' })).rejects.toMatchObject(refused(403, 'missing_organization_permission'))
  })

  it('are revoked, and expire', async () => {
    const invitation = await clerk.organizations.createOrganizationInvitation({ organizationId: acme, emailAddress: 'new@example.com', role: 'org:member' })
    const later = await clerk.organizations.createOrganizationInvitation({ organizationId: acme, emailAddress: 'later@example.com', role: 'org:member', expiresInDays: 2 })
    expect(await clerk.organizations.revokeOrganizationInvitation({ organizationId: acme, invitationId: invitation.id })).toMatchObject({ status: 'revoked' })
    await expect(clerk.organizations.revokeOrganizationInvitation({ organizationId: acme, invitationId: invitation.id })).rejects.toMatchObject(refused(404, 'organization_invitation_not_pending'))
    local.clock.advance(3 * 86_400_000)
    expect(await clerk.organizations.getOrganizationInvitation({ organizationId: acme, invitationId: later.id })).toMatchObject({ status: 'expired' })
    expect((await clerk.organizations.getOrganizationInvitationList({ organizationId: acme, status: ['pending'] })).totalCount).toBe(0)
    expect((await clerk.organizations.getOrganizationInvitationList({ organizationId: acme, status: ['revoked', 'expired'] })).totalCount).toBe(2)
    const globex = await clerk.organizations.getOrganization({ slug: 'globex' })
    await expect(clerk.organizations.getOrganizationInvitation({ organizationId: globex.id, invitationId: later.id })).rejects.toMatchObject(refused(404, 'organization_invitation_not_found'))
  })
})

describe('domains', () => {
  it('are added, changed and removed', async () => {
    const domain = await clerk.organizations.createOrganizationDomain({ organizationId: acme, name: 'Acme.dev', enrollmentMode: 'automatic_suggestion' })
    // The SDK has no class for domains, and gives them as they travel.
    expect(domain).toMatchObject({ name: 'acme.dev', organization_id: acme, enrollment_mode: 'automatic_suggestion', verification: { status: 'verified' } })
    expect(await clerk.organizations.updateOrganizationDomain({ organizationId: acme, domainId: domain.id, enrollmentMode: 'manual_invitation' })).toMatchObject({ enrollment_mode: 'manual_invitation' })
    expect((await clerk.organizations.getOrganizationDomainList({ organizationId: acme })).totalCount).toBe(1)
    expect(await clerk.organizations.deleteOrganizationDomain({ organizationId: acme, domainId: domain.id })).toMatchObject({ id: domain.id, deleted: true })
  })

  it('are refused where everybody has an address of them, or another organization has them', async () => {
    const add = (organizationId: string, name: string) => clerk.organizations.createOrganizationDomain({ organizationId, name, enrollmentMode: 'manual_invitation' })
    await expect(add(acme, 'gmail.com')).rejects.toMatchObject(refused(422, 'organization_domain_common'))
    await expect(add(acme, 'mailinator.com')).rejects.toMatchObject(refused(422, 'organization_domain_blocked'))
    await expect(add(acme, 'no domain')).rejects.toMatchObject(refused(422, 'form_param_format_invalid'))
    await clerk.enterpriseConnections.createEnterpriseConnection({ name: 'SSO', provider: 'saml_custom', domains: ['acme.com'] })
    await expect(add(acme, 'acme.com')).rejects.toMatchObject(refused(422, 'organization_domain_exists_for_enterprise_connection'))
    await add(acme, 'acme.dev')
    await expect(add((await clerk.organizations.getOrganization({ slug: 'globex' })).id, 'acme.dev')).rejects.toMatchObject(refused(422, 'organization_domain_already_exists'))
  })
})
