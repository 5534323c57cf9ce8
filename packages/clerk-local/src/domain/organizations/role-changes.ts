import { ApiError, fieldError, notFound } from '../../http/api-error.ts'
import type { Role, RoleSet } from '../../instance/settings.ts'
import type { World } from '../../world.ts'
import { roleNotFound } from './organization-errors.ts'
import { allPermissionsOf, idOfKey, isSystem, MINIMUM, permissionKeys } from './organization-roles.ts'
import { roleSetsOf } from './role-sets.ts'

const MAX_ROLES = 10

/** The key of a role or permission by its id, as the Backend API names them. */
export function roleKeyBy(world: World, id: string): string {
  const key = Object.keys(world.settings.roles).find((each) => idOfKey('role', each) === id)
  if (key === undefined) throw roleNotFound('role_id')
  return key
}

export function permissionKeyBy(world: World, id: string): string {
  const key = permissionKeys(world).find((each) => idOfKey('perm', each) === id)
  if (key === undefined) throw notFound('Organization permission')
  return key
}

export interface RoleFields {
  readonly key?: string | undefined
  readonly name?: string | undefined
  readonly description?: string | undefined
  /** Keys. */
  readonly permissions?: readonly string[] | undefined
}

export function createRole(world: World, { key = '', name = '', description, permissions = [] }: RoleFields, inInitialSet: boolean): string {
  checkKey(key, /^org:[a-z0-9_]+$/)
  checkName(name)
  const { roles } = world.settings
  if (Object.hasOwn(roles, key)) throw fieldError('form_identifier_exists', 'An organization role with this key exists already.', 'key')
  if (Object.keys(roles).length >= MAX_ROLES)
    throw new ApiError(403, 'organization_instance_roles_quota_exceeded', `You have reached your limit of ${MAX_ROLES} organization roles per instance.`)
  const [initial] = Object.entries(world.settings.roleSets).find(([, { type }]) => type === 'initial') ?? []
  world.changeSettings({ roles: { ...roles, [key]: { name, ...(description === undefined ? {} : { description }), ...split(permissions) } } })
  if (initial !== undefined && inInitialSet) changeSet(world, initial, ({ roles: keys }) => ({ roles: [...keys, key] }))
  return key
}

/** Changes a role; under a new key its members and invitations follow it. Answers the key. */
export function updateRole(world: World, old: string, { key = old, name, description, permissions }: RoleFields): string {
  const before = world.settings.roles[old]
  if (!before) throw roleNotFound()
  if (key !== old) checkKey(key, /^org:[a-z0-9_]+$/)
  if (key !== old && Object.hasOwn(world.settings.roles, key)) throw fieldError('form_identifier_exists', 'An organization role with this key exists already.', 'key')
  if (name !== undefined) checkName(name)
  const role: Role = { ...before, ...(name === undefined ? {} : { name }), ...(description === undefined ? {} : { description }), ...(permissions && split(permissions)) }
  checkCreator(world, old, permissions)
  const entries = Object.entries(world.settings.roles).map(([each, kept]): [string, Role] => (each === old ? [key, role] : [each, kept]))
  world.changeSettings({ roles: Object.fromEntries(entries) })
  if (key !== old) rename(world, old, key)
  return key
}

export function deleteRole(world: World, key: string): void {
  const sets = roleSetsOf(world)
  if (sets.some(({ creatorRole }) => creatorRole === key))
    throw new ApiError(422, 'organization_role_default_creator_role', 'The organization role cannot be deleted as it is currently used as the creator role.')
  if (world.settings.organizations.domains.defaultRole === key || sets.some(({ defaultRole }) => defaultRole === key))
    throw new ApiError(422, 'organization_role_domain_default_role', 'The organization role cannot be deleted as it is currently used as the default domain role.')
  if (world.store.memberships.count('role', key) > 0)
    throw new ApiError(422, 'organization_role_assigned_members', 'The organization role is currently assigned to one or more organization members.')
  if ([...world.store.organizationInvitations.values()].some(({ role, status }) => role === key && status === 'pending'))
    throw new ApiError(422, 'organization_role_exists_in_invitations', 'The organization role exists in one or more pending organization invitations. Please revoke these invitations to proceed.')
  const { [key]: _gone, ...roles } = world.settings.roles
  world.changeSettings({ roles })
  for (const setKey of Object.keys(world.settings.roleSets)) changeSet(world, setKey, ({ roles: keys }) => ({ roles: keys.filter((each) => each !== key) }))
}

export function assignPermission(world: World, role: string, permission: string): void {
  const all = allPermissionsOf(world, role)
  if (all.includes(permission))
    throw new ApiError(409, 'organization_role_permission_association_exists', 'This organization permission is already associated to this organization role.')
  updateRole(world, role, { permissions: [...all, permission] })
}

export function removePermission(world: World, role: string, permission: string): void {
  const all = allPermissionsOf(world, role)
  if (!all.includes(permission))
    throw new ApiError(404, 'organization_role_permission_association_not_found', 'This organization permission is not associated to this organization role.')
  updateRole(world, role, { permissions: all.filter((each) => each !== permission) })
}

export interface PermissionFields {
  readonly key?: string | undefined
  readonly name?: string | undefined
  readonly description?: string | undefined
}

export function createPermission(world: World, { key = '', name = '', description = '' }: PermissionFields): string {
  checkPermissionKey(world, key)
  checkName(name)
  world.changeSettings({ permissions: { ...world.settings.permissions, [key]: { name, description } } })
  return key
}

/** Changes a permission; under a new key the roles keep it. Answers the key. */
export function updatePermission(world: World, old: string, { key = old, name, description }: PermissionFields): string {
  refuseSystem(old)
  if (key !== old) checkPermissionKey(world, key)
  if (name !== undefined) checkName(name)
  const before = world.settings.permissions[old] ?? { name: old, description: '' }
  const { [old]: _gone, ...others } = world.settings.permissions
  const renamed = (permissions: readonly string[]) => permissions.map((each) => (each === old ? key : each))
  world.changeSettings({
    permissions: { ...others, [key]: { name: name ?? before.name, description: description ?? before.description } },
    ...(key !== old && { roles: mapped(world.settings.roles, renamed) }),
  })
  return key
}

export function deletePermission(world: World, key: string): void {
  refuseSystem(key)
  const { [key]: _gone, ...permissions } = world.settings.permissions
  world.changeSettings({ permissions, roles: mapped(world.settings.roles, (all) => all.filter((each) => each !== key)) })
}

const mapped = (roles: Readonly<Record<string, Role>>, change: (permissions: readonly string[]) => readonly string[]) =>
  Object.fromEntries(Object.entries(roles).map(([key, role]) => [key, { ...role, permissions: change(role.permissions) }]))

/** Clerk's own beside the instance's: an empty list of them is one too. */
const split = (permissions: readonly string[]) => ({ permissions: permissions.filter((each) => !isSystem(each)), systemPermissions: permissions.filter(isSystem) })

function checkKey(key: string, form: RegExp): void {
  if (!form.test(key)) throw fieldError('form_param_format_invalid', `key has to look like ${form.source}.`, 'key')
}

function checkPermissionKey(world: World, key: string): void {
  checkKey(key, /^org:(?!sys_)[a-z0-9_]+:[a-z0-9_]+$/)
  if (permissionKeys(world).includes(key)) throw fieldError('form_identifier_exists', 'An organization permission with this key exists already.', 'key')
}

function checkName(name: string): void {
  if (name.trim() === '') throw fieldError('form_param_missing', 'name must be included.', 'name')
}

function refuseSystem(key: string): void {
  if (isSystem(key)) throw new ApiError(403, 'organization_system_permission_not_modifiable', 'This organization permission cannot be modified because it is a system permission.')
}

/** Who makes an organization has to be able to run it. */
function checkCreator(world: World, key: string, permissions: readonly string[] | undefined): void {
  if (!permissions || !roleSetsOf(world).some(({ creatorRole }) => creatorRole === key)) return
  const missing = MINIMUM.filter((each) => !permissions.includes(each))
  if (missing.length > 0) throw new ApiError(422, 'organization_missing_creator_role_permissions', `The creator role must contain the following permissions: ${MINIMUM.join(', ')}`)
}

function rename(world: World, old: string, key: string): void {
  const { organizations } = world.settings
  const renamed = (role: string) => (role === old ? key : role)
  world.changeSettings({
    organizations: { creatorRole: renamed(organizations.creatorRole), defaultRole: renamed(organizations.defaultRole), domains: { defaultRole: renamed(organizations.domains.defaultRole) } },
  })
  for (const setKey of Object.keys(world.settings.roleSets))
    changeSet(world, setKey, ({ roles, defaultRole, creatorRole }) => ({ roles: roles.map(renamed), defaultRole: renamed(defaultRole), creatorRole: renamed(creatorRole) }))
  for (const membership of world.store.memberships.by('role', old)) world.store.memberships.update(membership, { role: key })
  for (const invitation of world.store.organizationInvitations.values()) if (invitation.role === old) world.store.organizationInvitations.update(invitation, { role: key })
}

/** Changes one role set in the settings. */
export function changeSet(world: World, key: string, change: (set: RoleSet) => Partial<RoleSet>): void {
  const set = world.settings.roleSets[key]
  if (set) world.changeSettings({ roleSets: { ...world.settings.roleSets, [key]: { ...set, ...change(set) } } })
}
