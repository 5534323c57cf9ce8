import { ApiError, fieldError, notFound } from '../../http/api-error.ts'
import type { RoleSet } from '../../instance/settings.ts'
import type { Organization } from '../../store/rows/organization.ts'
import type { World } from '../../world.ts'
import { idOfKey, roleBy } from './organization-roles.ts'
import { membersOf } from './organizations.ts'
import { roleSetsOf, type KeyedRoleSet } from './role-sets.ts'

const MAX_ROLES = 10

export function roleSetBy(world: World, keyOrId: string): KeyedRoleSet {
  const set = roleSetsOf(world).find(({ key }) => key === keyOrId || idOfKey('role_set', key) === keyOrId)
  if (!set) throw notFound(`Role set ${keyOrId}`)
  return set
}

export interface RoleSetFields {
  readonly key?: string | undefined
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly type?: string | undefined
  readonly defaultRole?: string | undefined
  readonly creatorRole?: string | undefined
}

export function createRoleSet(world: World, { key, name = '', description, type, defaultRole, creatorRole }: RoleSetFields, roles: readonly string[]): KeyedRoleSet {
  if (name.trim() === '') throw fieldError('form_param_missing', 'name must be included.', 'name')
  const own = key ?? `role_set:${name.trim().toLowerCase().replace(/[^a-z0-9]+/g, '_')}`
  checkKey(world, own)
  checkRoles(world, roles)
  const set = { name, description: description ?? null, roles, defaultRole: oneOf(roles, defaultRole, 'default_role_key'), creatorRole: oneOf(roles, creatorRole, 'creator_role_key') }
  return keep(world, own, { ...set, type: type === 'initial' ? 'initial' : 'custom' })
}

/** Changes a set; under a new key its organizations follow it. */
export function updateRoleSet(world: World, set: KeyedRoleSet, { key = set.key, name, description, type, defaultRole, creatorRole }: RoleSetFields): KeyedRoleSet {
  if (key !== set.key) checkKey(world, key)
  const { key: old, ...before } = set
  const changed: RoleSet = {
    ...before,
    name: name ?? before.name,
    description: description ?? before.description,
    type: type === 'initial' ? 'initial' : before.type,
    defaultRole: oneOf(before.roles, defaultRole ?? before.defaultRole, 'default_role_key'),
    creatorRole: oneOf(before.roles, creatorRole ?? before.creatorRole, 'creator_role_key'),
  }
  if (key !== old) {
    drop(world, old)
    for (const organization of organizationsIn(world, old)) world.store.organizations.update(organization, { roleSetKey: key })
  }
  return keep(world, key, changed)
}

export function addRoles(world: World, set: KeyedRoleSet, roles: readonly string[], { defaultRole, creatorRole }: RoleSetFields): KeyedRoleSet {
  checkRoles(world, roles)
  const { key, ...before } = set
  const all = [...new Set([...before.roles, ...roles])]
  checkRoles(world, all)
  return keep(world, key, { ...before, roles: all, defaultRole: oneOf(all, defaultRole ?? before.defaultRole, 'default_role_key'), creatorRole: oneOf(all, creatorRole ?? before.creatorRole, 'creator_role_key') })
}

/** Takes a role out of a set; its members in the set's organizations get the other one. */
export function replaceRole(world: World, set: KeyedRoleSet, role: string, to: string): KeyedRoleSet {
  const { key, ...before } = set
  oneOf(before.roles, role, 'role_key')
  oneOf(before.roles.filter((each) => each !== role), to, 'to_role_key')
  const instead = (each: string) => (each === role ? to : each)
  reassign(world, set, instead)
  return keep(world, key, { ...before, roles: before.roles.filter((each) => each !== role), defaultRole: instead(before.defaultRole), creatorRole: instead(before.creatorRole) })
}

/** Moves a set's organizations to another one and deletes it; `mappings` says which role becomes which. */
export function replaceRoleSet(world: World, set: KeyedRoleSet, destination: KeyedRoleSet, mappings: Readonly<Record<string, unknown>>): void {
  if (destination.key === set.key) throw fieldError('form_param_value_invalid', 'The destination has to be another role set.', 'dest_role_set_key')
  const instead = (role: string) => (Object.hasOwn(mappings, role) ? String(mappings[role]) : role)
  const organizations = organizationsIn(world, set.key, set.type === 'initial')
  for (const { id } of organizations)
    for (const { role } of membersOf(world, id))
      if (!destination.roles.includes(instead(role))) throw fieldError('form_param_value_invalid', `Say with reassignment_mappings what ${role} becomes.`, 'reassignment_mappings')
  reassign(world, set, instead)
  for (const organization of organizations) world.store.organizations.update(organization, { roleSetKey: destination.key })
  drop(world, set.key)
  if (set.type === 'initial') keep(world, destination.key, { ...withoutKey(destination), type: 'initial' })
}

function reassign(world: World, set: KeyedRoleSet, instead: (role: string) => string): void {
  const updatedAt = world.clock.now()
  for (const { id } of organizationsIn(world, set.key, set.type === 'initial')) {
    for (const membership of membersOf(world, id)) if (instead(membership.role) !== membership.role) world.store.memberships.update(membership, { role: instead(membership.role), updatedAt })
    for (const invitation of world.store.organizationInvitations.by('pending', id)) world.store.organizationInvitations.update(invitation, { role: instead(invitation.role), updatedAt })
  }
}

const organizationsIn = (world: World, key: string, initial = false): Organization[] =>
  [...world.store.organizations.values()].filter(({ roleSetKey }) => roleSetKey === key || (initial && roleSetKey === null))

/** There is one initial set: another one becomes a custom one. */
function keep(world: World, key: string, set: RoleSet): KeyedRoleSet {
  const others = Object.entries(world.settings.roleSets).map(([each, kept]): [string, RoleSet] => [each, set.type === 'initial' ? { ...kept, type: 'custom' } : kept])
  world.changeSettings({ roleSets: { ...Object.fromEntries(others), [key]: set } })
  return { key, ...set }
}

function drop(world: World, key: string): void {
  const { [key]: _gone, ...roleSets } = world.settings.roleSets
  world.changeSettings({ roleSets })
}

function withoutKey({ key: _key, ...set }: KeyedRoleSet): RoleSet {
  return set
}

function checkKey(world: World, key: string): void {
  if (!/^role_set:[a-z0-9_]+$/.test(key)) throw fieldError('form_param_format_invalid', 'key has to start with role_set: and hold only lowercase letters, digits and underscores.', 'key')
  if (roleSetsOf(world).some((set) => set.key === key)) throw fieldError('form_identifier_exists', 'A role set with this key exists already.', 'key')
}

function checkRoles(world: World, roles: readonly string[]): void {
  if (roles.length === 0) throw fieldError('form_param_missing', 'A role set needs a role.', 'roles')
  if (roles.length > MAX_ROLES) throw new ApiError(403, 'role_set_roles_quota_exceeded', `A role set has at most ${MAX_ROLES} roles.`)
  for (const role of roles) roleBy(world, role)
}

function oneOf(roles: readonly string[], role: string | undefined, field: string): string {
  if (role !== undefined && roles.includes(role)) return role
  throw fieldError('form_param_value_invalid', `${field} has to be a role of the set.`, field)
}
