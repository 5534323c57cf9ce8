import type { PermissionJSON, RoleJSON } from '@clerk/shared/types'
import { allPermissionsOf, idOfKey, isSystem, permissionText } from '../domain/organizations/organization-roles.ts'
import { roleSetsOf, type KeyedRoleSet } from '../domain/organizations/role-sets.ts'
import type { World } from '../world.ts'

/** Roles and permissions are settings, which keep no dates. */
const MADE_AT = Date.UTC(2024, 0, 1)
const dates = { created_at: MADE_AT, updated_at: MADE_AT }

export function permissionJson(world: World, key: string): PermissionJSON {
  const { name, description } = permissionText(world, key)
  return { object: 'permission', id: idOfKey('perm', key), key, name, description, type: isSystem(key) ? 'system' : 'user', ...dates }
}

export function roleJson(world: World, key: string): RoleJSON {
  const role = world.settings.roles[key]
  return {
    object: 'role',
    id: idOfKey('role', key),
    key,
    name: role?.name ?? key,
    description: role?.description ?? '',
    permissions: allPermissionsOf(world, key).map((permission) => permissionJson(world, permission)),
    ...dates,
  }
}

/** The role as the Backend API shows it. */
export function backendRoleJson(world: World, key: string) {
  return { ...roleJson(world, key), is_creator_eligible: roleSetsOf(world).some(({ creatorRole }) => creatorRole === key) }
}

export function roleSetJson(world: World, set: KeyedRoleSet) {
  const item = (key: string) => {
    const members = world.store.memberships.count('role', key)
    const { id, name, description } = roleJson(world, key)
    return { object: 'role_set_item' as const, id, name, key, description, members_count: members, has_members: members > 0, ...dates }
  }
  return {
    object: 'role_set' as const,
    id: idOfKey('role_set', set.key),
    name: set.name,
    key: set.key,
    description: set.description,
    roles: set.roles.map(item),
    default_role: item(set.defaultRole),
    creator_role: item(set.creatorRole),
    type: set.type,
    role_set_migration: null,
    ...dates,
  }
}
