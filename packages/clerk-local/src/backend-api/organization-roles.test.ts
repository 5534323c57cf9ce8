import { verifyToken } from '@clerk/backend'
import { beforeEach, describe, expect, it } from 'vitest'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()
const clerk = sdk(local)
let acme: string
beforeEach(async () => void (acme = (await clerk.organizations.getOrganization({ slug: 'acme' })).id))

const refused = (status: number, code: string) => ({ status, errors: [expect.objectContaining({ code })] })
const roleId = async (key: string) => (await clerk.organizationRoles.getOrganizationRoleList({ limit: 100 })).data.find((role) => role.key === key)?.id ?? ''
const permissionId = async (key: string) => (await clerk.organizationPermissions.getOrganizationPermissionList({ limit: 100 })).data.find((permission) => permission.key === key)?.id ?? ''
const claims = async (user: string) => (await verifyToken(await local.token(user), { jwtKey: local.jwtKey })).o

describe('roles', () => {
  it('are made with permissions, which their members’ tokens carry from then on', async () => {
    const { id: exported } = await clerk.organizationPermissions.createOrganizationPermission({ name: 'Export', key: 'org:reports:export', description: 'Take it all' })
    const made = await clerk.organizationRoles.createOrganizationRole({ name: 'Auditor', key: 'org:auditor', description: 'Looks', permissions: [exported, await permissionId('org:sys_memberships:read')] })
    expect(made).toMatchObject({ key: 'org:auditor', name: 'Auditor', description: 'Looks', isCreatorEligible: false })
    expect(made.permissions.map(({ key }) => key).toSorted()).toEqual(['org:reports:export', 'org:sys_memberships:read'])
    const [grace] = (await clerk.users.getUserList({ emailAddress: ['grace@example.com'] })).data
    const membership = await clerk.organizations.updateOrganizationMembership({ organizationId: acme, userId: grace?.id ?? '', role: 'org:auditor' })
    expect(membership.permissions).toEqual(['org:sys_memberships:read', 'org:reports:export'])
    // Clerk leaves its own permissions out of tokens.
    expect(await claims('grace@example.com')).toMatchObject({ rol: 'auditor', per: 'export' })
  })

  it('are renamed with their members, and lose and get permissions one by one', async () => {
    const id = await roleId('org:agent')
    const assigned = await clerk.organizationRoles.assignPermissionToOrganizationRole({ organizationRoleId: id, permissionId: await permissionId('org:ticket:delete') })
    expect(assigned.permissions.map(({ key }) => key)).toContain('org:ticket:delete')
    await expect(clerk.organizationRoles.assignPermissionToOrganizationRole({ organizationRoleId: id, permissionId: await permissionId('org:ticket:delete') })).rejects.toMatchObject(refused(409, 'organization_role_permission_association_exists'))
    for (const key of ['org:sys_memberships:read', 'org:sys_billing:read']) await clerk.organizationRoles.removePermissionFromOrganizationRole({ organizationRoleId: id, permissionId: await permissionId(key) })
    expect((await clerk.organizationRoles.getOrganizationRole(id)).permissions.some(({ key }) => key.startsWith('org:sys_'))).toBe(false)
    expect(await clerk.organizationRoles.updateOrganizationRole({ organizationRoleId: id, key: 'org:support', name: 'Support' })).toMatchObject({ key: 'org:support', name: 'Support' })
    expect(await claims('alan@example.com')).toMatchObject({ rol: 'support' })
  })

  it('stay where somebody has them, where organizations start with them, and where they keep one manageable', async () => {
    await expect(clerk.organizationRoles.deleteOrganizationRole(await roleId('org:agent'))).rejects.toMatchObject(refused(422, 'organization_role_assigned_members'))
    await expect(clerk.organizationRoles.deleteOrganizationRole(await roleId('org:admin'))).rejects.toMatchObject(refused(422, 'organization_role_default_creator_role'))
    await expect(clerk.organizationRoles.updateOrganizationRole({ organizationRoleId: await roleId('org:admin'), permissions: [] })).rejects.toMatchObject(refused(422, 'organization_missing_creator_role_permissions'))
    await expect(clerk.organizationRoles.createOrganizationRole({ name: 'Bad', key: 'bad' })).rejects.toMatchObject(refused(422, 'form_param_format_invalid'))
    const { id } = await clerk.organizationRoles.createOrganizationRole({ name: 'Spare', key: 'org:spare' })
    expect(await clerk.organizationRoles.deleteOrganizationRole(id)).toMatchObject({ deleted: true })
    await expect(clerk.organizationRoles.getOrganizationRole(id)).rejects.toMatchObject(refused(404, 'resource_not_found'))
  })
})

describe('permissions', () => {
  it('are changed in every role that has them, except those of Clerk’s own', async () => {
    const id = await permissionId('org:ticket:create')
    expect(await clerk.organizationPermissions.updateOrganizationPermission({ permissionId: id, key: 'org:ticket:open', name: 'Open tickets' })).toMatchObject({ key: 'org:ticket:open', name: 'Open tickets' })
    expect((await claims('grace@example.com')) as object).toMatchObject({ per: 'comment,open' })
    expect(await clerk.organizationPermissions.deleteOrganizationPermission(await permissionId('org:ticket:open'))).toMatchObject({ deleted: true })
    expect((await claims('grace@example.com')) as object).toMatchObject({ per: 'comment' })
    await expect(clerk.organizationPermissions.deleteOrganizationPermission(await permissionId('org:sys_domains:read'))).rejects.toMatchObject(refused(403, 'organization_system_permission_not_modifiable'))
    await expect(clerk.organizationPermissions.createOrganizationPermission({ name: 'No', key: 'org:sys_mine:all' })).rejects.toMatchObject(refused(422, 'form_param_format_invalid'))
    expect((await clerk.organizationPermissions.getOrganizationPermissionList({ query: 'org:ticket', orderBy: '-key', limit: 2 })).data.map(({ key }) => key)).toEqual(['org:ticket:status', 'org:ticket:manage'])
  })
})

describe('role sets', () => {
  it('say which roles an organization has', async () => {
    expect((await clerk.roleSets.getRoleSetList()).data).toMatchObject([{ type: 'initial', roles: [{ key: 'org:admin', membersCount: 2 }, { key: 'org:agent' }, { key: 'org:member' }], defaultRole: { key: 'org:member' } }])
    const set = await clerk.roleSets.createRoleSet({ name: 'Small teams', roles: ['org:admin', 'org:member'], defaultRoleKey: 'org:member', creatorRoleKey: 'org:admin', type: 'initial' })
    expect(set).toMatchObject({ key: 'role_set:small_teams', type: 'initial' })
    const [linus] = (await clerk.users.getUserList({ emailAddress: ['linus@example.com'] })).data
    await expect(clerk.organizations.createOrganizationMembership({ organizationId: acme, userId: linus?.id ?? '', role: 'org:agent' })).rejects.toMatchObject(refused(404, 'resource_not_found'))
    expect((await clerk.roleSets.addRolesToRoleSet({ roleSetKeyOrId: set.id, roleKeys: ['org:agent'], defaultRoleKey: 'org:agent' })).defaultRole).toMatchObject({ key: 'org:agent' })
    const replaced = await clerk.roleSets.replaceRoleInRoleSet({ roleSetKeyOrId: set.key, roleKey: 'org:agent', toRoleKey: 'org:member' })
    expect(replaced.roles.map(({ key }) => key)).toEqual(['org:admin', 'org:member'])
    expect(await claims('alan@example.com')).toMatchObject({ rol: 'member' })
    const other = await clerk.roleSets.createRoleSet({ name: 'Agents', roles: ['org:admin', 'org:agent'], defaultRoleKey: 'org:agent', creatorRoleKey: 'org:admin' })
    await expect(clerk.roleSets.replaceRoleSet({ roleSetKeyOrId: set.id, destRoleSetKey: other.key })).rejects.toMatchObject(refused(422, 'form_param_value_invalid'))
    expect(await clerk.roleSets.replaceRoleSet({ roleSetKeyOrId: set.id, destRoleSetKey: other.key, reassignmentMappings: { 'org:member': 'org:agent' } })).toMatchObject({ deleted: true })
    expect(await claims('grace@example.com')).toMatchObject({ rol: 'agent' })
    expect(await clerk.roleSets.updateRoleSet({ roleSetKeyOrId: other.id, name: 'Everybody', creatorRoleKey: 'org:agent' })).toMatchObject({ name: 'Everybody', type: 'initial', creatorRole: { key: 'org:agent' } })
  })
})
