import type { World } from '../world.ts'
import { notFound } from '../http/api-error.ts'
import { newId } from '../store/ids.ts'
import type { Membership, Organization } from '../store/entities.ts'

export function createOrganization(world: World, { id, name, slug }: { id?: string; name: string; slug: string }): Organization {
  const now = world.clock.now()
  const created: Organization = {
    id: id ?? newId('org'),
    name,
    slug,
    publicMetadata: {},
    privateMetadata: {},
    createdAt: now,
    updatedAt: now,
  }
  world.store.organizations.set(created.id, created)
  return created
}

/** By id or slug, as Clerk's URLs and options take either. */
export function organizationBy(world: World, idOrSlug: string): Organization {
  const { organizations } = world.store
  const found = organizations.get(idOrSlug) ?? [...organizations.values()].find(({ slug }) => slug === idOrSlug)
  if (!found) throw notFound(`Organization ${idOrSlug}`)
  return found
}

export function addMember(world: World, organization: Organization, userId: string, role: string): Membership {
  const now = world.clock.now()
  const membership = { id: newId('orgmem'), organizationId: organization.id, userId, role, createdAt: now, updatedAt: now }
  world.store.memberships.set(membership.id, membership)
  return membership
}

export function membershipsOf(world: World, userId: string): Membership[] {
  return [...world.store.memberships.values()].filter((membership) => membership.userId === userId)
}

export function membersOf(world: World, organizationId: string): Membership[] {
  return [...world.store.memberships.values()].filter((membership) => membership.organizationId === organizationId)
}

export function permissionsOf(world: World, role: string): readonly string[] {
  return world.seed.roles[role]?.permissions ?? []
}
