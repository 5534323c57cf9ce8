import { notFound } from '../http/api-error.ts'
import { newId } from '../store/ids.ts'
import type { Membership, Organization } from '../store/rows/organization.ts'
import type { World } from '../world.ts'

export type NewOrganization = Pick<Organization, 'name' | 'slug'> & Partial<Organization>

export function createOrganization(world: World, fields: NewOrganization): Organization {
  const now = world.clock.now()
  return world.store.organizations.insert({
    id: newId('org'),
    imageId: null,
    publicMetadata: {},
    privateMetadata: {},
    createdBy: null,
    maxAllowedMemberships: world.settings.organizations.maxMemberships,
    adminDeleteEnabled: world.settings.organizations.adminDelete,
    roleSetKey: null,
    createdAt: now,
    updatedAt: now,
    ...fields,
  })
}

/** By id or slug, as Clerk's URLs and options take either. */
export function organizationBy(world: World, idOrSlug: string): Organization {
  const { organizations } = world.store
  const found = organizations.get(idOrSlug) ?? organizations.by('slug', idOrSlug)[0]
  if (!found) throw notFound(`Organization ${idOrSlug}`)
  return found
}

export function addMember(world: World, organization: Organization, userId: string, role: string): Membership {
  const now = world.clock.now()
  return world.store.memberships.insert({
    id: newId('orgmem'),
    organizationId: organization.id,
    userId,
    role,
    publicMetadata: {},
    privateMetadata: {},
    createdAt: now,
    updatedAt: now,
  })
}

export const membershipsOf = (world: World, userId: string): Membership[] => world.store.memberships.by('user', userId)

export const membersOf = (world: World, organizationId: string): Membership[] => world.store.memberships.by('organization', organizationId)

export const membershipOf = (world: World, userId: string, organizationId: string): Membership | undefined =>
  world.store.memberships.by('both', `${userId} ${organizationId}`)[0]

/** The instance's own permissions of a role, as session tokens carry them: without those of Clerk's system. */
export function permissionsOf(world: World, role: string): readonly string[] {
  return (world.settings.roles[role]?.permissions ?? []).filter((permission) => !permission.startsWith('org:sys_'))
}
