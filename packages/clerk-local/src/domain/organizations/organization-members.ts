import { ApiError } from '../../http/api-error.ts'
import type { Membership, Organization } from '../../store/rows/organization.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { alreadyAMember, lastManager, membershipQuota, missingPermission, notAMember } from './organization-errors.ts'
import { allPermissionsOf, MINIMUM, roleBy } from './organization-roles.ts'
import { addMember, membershipOf, membersOf } from './organizations.ts'
import { rolesOf } from './role-sets.ts'
import { settleTasks } from '../sessions/session-tasks.ts'
import { sessionsOf } from '../sessions/sessions.ts'
import { primaryEmail } from '../users/users.ts'

/** Makes the user a member. Refuses a role that is not there, who is one already, and one too many. */
export function join(world: World, organization: Organization, user: User, role: string | undefined): Membership {
  const { key } = roleBy(world, role, rolesOf(world, organization))
  if (membershipOf(world, user.id, organization.id)) throw alreadyAMember(primaryEmail(user) ?? user.id)
  checkRoom(organization, world.store.memberships.count('organization', organization.id) + 1)
  const membership = addMember(world, organization, user.id, key)
  if (world.settings.organizations.forceSelection) settleSessions(world, user.id)
  return membership
}

/** Refuses more members, with those who are invited, than the organization may have. */
export function checkRoom({ maxAllowedMemberships: limit }: Organization, wanted: number): void {
  if (limit > 0 && wanted > limit) throw membershipQuota(limit)
}

export function memberOf(world: World, organization: Organization, userId: string): Membership {
  const membership = membershipOf(world, userId, organization.id)
  if (!membership) throw notAMember()
  return membership
}

/** Refuses a user, on whose word a server acts, who is not a member or may not manage members. */
export function checkManagerOf(world: World, organization: Organization, userId: string): void {
  const { role } = memberOf(world, organization, userId)
  if (!allPermissionsOf(world, role).includes('org:sys_memberships:manage')) throw missingPermission('org:sys_memberships:manage')
}

export function changeRole(world: World, organization: Organization, membership: Membership, role: string | undefined): Membership {
  const { key } = roleBy(world, role, rolesOf(world, organization))
  if (!manages(world, key)) checkManagerWithout(world, organization, membership)
  return world.store.memberships.update(membership, { role: key, updatedAt: world.clock.now() })
}

/** Takes a member out; it is no longer the active organization of their sessions. */
export function removeMember(world: World, organization: Organization, membership: Membership): void {
  checkManagerWithout(world, organization, membership)
  world.store.memberships.remove(membership.id)
  forgetActive(world, organization, membership.userId)
}

/** Ends an organization with everything in it. */
export function deleteOrganization(world: World, organization: Organization): void {
  const { memberships, organizationInvitations, organizationDomains, organizationSuggestions, membershipRequests, organizations } = world.store
  const members = membersOf(world, organization.id)
  for (const table of [organizationInvitations, organizationDomains, organizationSuggestions, membershipRequests, memberships])
    for (const { id } of table.by('organization', organization.id)) table.remove(id)
  organizations.remove(organization.id)
  for (const { userId } of members) forgetActive(world, organization, userId)
}

/** Refuses to delete where the organization was set up so. */
export function checkDeletable({ adminDeleteEnabled }: Organization): void {
  if (!adminDeleteEnabled) throw new ApiError(403, 'organization_admin_delete_not_enabled', 'Deletion by admin is not enabled for this organization.')
}

const manages = (world: World, role: string) => MINIMUM.every((permission) => allPermissionsOf(world, role).includes(permission))

/** Somebody else has to be able to run the organization, unless nobody could before either. */
function checkManagerWithout(world: World, organization: Organization, membership: Membership): void {
  if (!manages(world, membership.role)) return
  if (!membersOf(world, organization.id).some(({ id, role }) => id !== membership.id && manages(world, role))) throw lastManager()
}

function forgetActive(world: World, { id }: Organization, userId: string): void {
  for (const session of sessionsOf(world, userId))
    if (session.organizationId === id) world.store.sessions.update(session, { organizationId: null, updatedAt: world.clock.now() })
  settleSessions(world, userId)
}

function settleSessions(world: World, userId: string): void {
  for (const session of sessionsOf(world, userId)) settleTasks(world, session)
}
