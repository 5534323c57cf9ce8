import { ApiError } from '../../http/api-error.ts'
import type { Membership, Organization } from '../../store/rows/organization.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { missingPermission, notEnabled, notFoundOrUnauthorized } from './organization-errors.ts'
import { allPermissionsOf, type SystemPermission } from './organization-roles.ts'
import { membershipOf } from './organizations.ts'

/** An organization, for one of its members. */
export interface Membered {
  readonly organization: Organization
  readonly membership: Membership
}

/**
 * The organization, for a member who has one of the permissions or, where none is named, for any member. A stranger
 * learns nothing, not even whether it exists.
 */
export function organizationFor(world: World, user: User, idOrSlug: string, ...anyOf: readonly SystemPermission[]): Membered {
  checkEnabled(world)
  const { organizations } = world.store
  const organization = organizations.get(idOrSlug) ?? organizations.by('slug', idOrSlug)[0]
  const membership = organization && membershipOf(world, user.id, organization.id)
  if (!organization || !membership) throw notFoundOrUnauthorized()
  const permissions = allPermissionsOf(world, membership.role)
  if (anyOf.length > 0 && !anyOf.some((permission) => permissions.includes(permission))) throw missingPermission(...anyOf)
  return { organization, membership }
}

export function checkEnabled({ settings }: World): void {
  if (!settings.organizations.enabled) throw notEnabled()
}

export function checkDomainsEnabled({ settings }: World): void {
  if (!settings.organizations.domains.enabled) throw new ApiError(403, 'organization_domains_not_enabled', 'Organization domains are not enabled for this instance.')
}

/** Refuses who may not make organizations, and who has made as many as they may. */
export function checkMayCreate(world: World, user: User): void {
  checkEnabled(world)
  if (!user.createOrganizationEnabled) throw new ApiError(403, 'user_create_organization_not_enabled', 'Organization creation is not enabled for this user.')
  const limit = user.createOrganizationsLimit ?? 0
  if (limit === 0) return
  const made = world.store.organizations.count('creator', user.id)
  if (made >= limit) throw new ApiError(403, 'organization_quota_exceeded', `You have reached your limit of ${limit} organizations.`)
}
