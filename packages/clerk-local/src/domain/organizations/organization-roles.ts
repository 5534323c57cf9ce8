import { createHash } from 'node:crypto'
import type { Role } from '../../instance/settings.ts'
import type { World } from '../../world.ts'
import { roleNotFound } from './organization-errors.ts'
import { permissionsOf } from './organizations.ts'

/**
 * Permissions of Clerk's own over the organization itself. Members have them in their membership, where components look;
 * session tokens leave them out: https://clerk.com/docs/guides/organizations/control-access/roles-and-permissions
 */
export const systemPermissions = {
  'org:sys_profile:manage': { name: 'Manage organization', description: 'Change the name, the slug and the logo.' },
  'org:sys_profile:delete': { name: 'Delete organization', description: 'Delete the organization.' },
  'org:sys_memberships:read': { name: 'Read members', description: 'See who is a member.' },
  'org:sys_memberships:manage': { name: 'Manage members', description: 'Invite, remove and change members.' },
  'org:sys_domains:read': { name: 'Read domains', description: 'See the domains.' },
  'org:sys_domains:manage': { name: 'Manage domains', description: 'Add, verify and remove domains.' },
  'org:sys_billing:read': { name: 'Read billing', description: 'See the plan and the invoices.' },
  'org:sys_billing:manage': { name: 'Manage billing', description: 'Change the plan.' },
  'org:sys_api_keys:read': { name: 'Read API keys', description: 'See the API keys.' },
  'org:sys_api_keys:manage': { name: 'Manage API keys', description: 'Make and revoke API keys.' },
} as const

export type SystemPermission = keyof typeof systemPermissions

/** Somebody has to have all of these in every organization. */
export const MINIMUM: readonly SystemPermission[] = ['org:sys_memberships:read', 'org:sys_memberships:manage', 'org:sys_profile:delete']

const READER: readonly SystemPermission[] = ['org:sys_memberships:read', 'org:sys_billing:read']

export const isSystem = (permission: string): boolean => permission.startsWith('org:sys_')

/** Everything that a role may do: Clerk's own permissions first, then the instance's. */
export function allPermissionsOf(world: World, role: string): readonly string[] {
  return [...systemPermissionsOf(world, role), ...permissionsOf(world, role)]
}

function systemPermissionsOf({ settings }: World, key: string): readonly string[] {
  const role = settings.roles[key]
  if (role?.systemPermissions) return role.systemPermissions
  const listed = role?.permissions.filter(isSystem) ?? []
  if (listed.length > 0) return listed
  return key === 'org:admin' || key === settings.organizations.creatorRole ? Object.keys(systemPermissions) : READER
}

/** A role by its key; refuses one that the instance has not, or that the organization's role set leaves out. */
export function roleBy(world: World, key: string | undefined, among: readonly string[] = Object.keys(world.settings.roles)): Role & { readonly key: string } {
  const role = key !== undefined && among.includes(key) && Object.hasOwn(world.settings.roles, key) ? world.settings.roles[key] : undefined
  if (key === undefined || !role) throw roleNotFound()
  return { key, ...role }
}

export const roleName = ({ settings }: World, key: string): string => settings.roles[key]?.name ?? key

/** What a permission is called: as it was named, or by its key. */
export function permissionText({ settings }: World, key: string): { readonly name: string; readonly description: string } {
  const own = Object.hasOwn(settings.permissions, key) ? settings.permissions[key] : undefined
  return own ?? (isSystemKey(key) ? systemPermissions[key] : { name: key.replace(/^org:/, '').replaceAll(':', ' '), description: '' })
}

const isSystemKey = (key: string): key is SystemPermission => Object.hasOwn(systemPermissions, key)

/** Every permission of the instance by key: Clerk's own, the named ones and those of the roles. */
export function permissionKeys({ settings }: World): string[] {
  const ofRoles = Object.values(settings.roles).flatMap(({ permissions }) => permissions)
  return [...new Set([...Object.keys(systemPermissions), ...Object.keys(settings.permissions), ...ofRoles])]
}

/** The same id for the same key on every machine: roles and permissions live in the settings by their keys. */
export const idOfKey = (prefix: 'role' | 'perm' | 'role_set', key: string): string =>
  `${prefix}_${createHash('sha256').update(key).digest('base64url').replace(/[-_]/g, '0').slice(0, 27)}`
