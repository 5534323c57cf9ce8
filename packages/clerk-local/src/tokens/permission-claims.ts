import { permissionsOf } from '../domain/organizations/organizations.ts'
import type { Settings } from '../instance/settings.ts'
import type { World } from '../world.ts'

export interface PermissionClaims {
  readonly features?: string
  readonly per?: string
  readonly fpm?: string
}

/** By role, for as long as the settings stay as they are: a token is made far more often than a role. */
const known = new WeakMap<Settings, Map<string, PermissionClaims>>()

/**
 * Permissions as version 2 of the session token packs them: `per` lists the actions, `fea` the features, and `fpm` holds
 * for each feature a bit mask of the actions, least significant bit first. Clerk's own permissions (`org:sys_…`) are not
 * in it.
 */
export function permissionClaims(world: World, role: string): PermissionClaims {
  const byRole = known.get(world.settings) ?? new Map<string, PermissionClaims>()
  known.set(world.settings, byRole)
  const claims = byRole.get(role) ?? packed(permissionsOf(world, role))
  byRole.set(role, claims)
  return claims
}

/** As version 1 of the session token lists them. */
export const ownPermissions = (world: World, role: string): string[] => permissionsOf(world, role).filter((permission) => !permission.startsWith('org:sys_'))

function packed(permissions: readonly string[]): PermissionClaims {
  const parts = [...new Set(permissions)].map((permission) => {
    const [, feature = '', action = ''] = permission.split(':')
    return { feature, action }
  })
  const own = parts.filter(({ feature }) => !feature.startsWith('sys_'))
  if (own.length === 0) return {}
  // Both by the alphabet, as Clerk has them, so that a role's claims do not depend on how it was written down.
  const features = [...new Set(own.map(({ feature }) => feature))].toSorted()
  const actions = [...new Set(own.map(({ action }) => action))].toSorted()
  // Added up, not or-ed: there may be more actions than an integer of 32 bits has room for.
  const mask = (of: string) => own.reduce((bits, { feature, action }) => (feature === of ? bits + 2 ** actions.indexOf(action) : bits), 0)
  return { features: features.map((feature) => `o:${feature}`).join(','), per: actions.join(','), fpm: features.map(mask).join(',') }
}
