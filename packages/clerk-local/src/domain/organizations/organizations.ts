import { fieldError, notFound } from '../../http/api-error.ts'
import type { Upload } from '../../http/upload.ts'
import { newId } from '../../store/ids.ts'
import type { Membership, Organization } from '../../store/rows/organization.ts'
import type { World } from '../../world.ts'
import { keepImage } from '../users/images.ts'
import { slugTaken } from './organization-errors.ts'

const MAX_NAME = 256

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

/** Makes an organization out of what was sent, with a slug of its own where none was. Refuses a slug that is taken. */
export function foundOrganization(world: World, { slug, name, ...fields }: Partial<Organization> & { readonly name: string }): Organization {
  checkOrganizationName(name)
  if (slug) checkSlug(world, slug)
  return createOrganization(world, { ...fields, name: name.trim(), slug: slug || freeSlug(world, name) })
}

/** Stamps a change, and refuses a name or a slug that is none. */
export function changeOrganization(world: World, organization: Organization, change: Partial<Organization>): Organization {
  if (change.name !== undefined) checkOrganizationName(change.name)
  if (change.slug !== undefined && change.slug !== organization.slug) checkSlug(world, change.slug)
  return world.store.organizations.update(organization, { ...change, updatedAt: world.clock.now() })
}

/** Puts a picture in place of the logo, or takes the logo away. */
export function changeLogo(world: World, organization: Organization, upload: Upload | null): Organization {
  return changeOrganization(world, organization, { imageId: upload && keepImage(world, upload) })
}

function checkOrganizationName(name: string): void {
  if (name.trim() === '') throw fieldError('form_param_missing', 'name must be included.', 'name')
  if (name.length > MAX_NAME) throw fieldError('form_param_max_length_exceeded', `name should not exceed ${MAX_NAME} characters.`, 'name')
}

function checkSlug(world: World, slug: string): void {
  if (!/^[a-z0-9_-]+$/.test(slug) || slug.length > MAX_NAME)
    throw fieldError('form_param_format_invalid', 'slug can only contain lowercase alphanumeric characters, underscores and dashes.', 'slug')
  if (world.store.organizations.by('slug', slug).length > 0) throw slugTaken()
}

/** Of the name and, as another organization may have the same one, of the time. */
function freeSlug(world: World, name: string): string {
  const base = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'organization'
  let stamp = Math.floor(world.clock.now() / 1000)
  while (world.store.organizations.by('slug', `${base}-${stamp}`).length > 0) stamp++
  return `${base}-${stamp}`
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

/** With which organization a session of theirs begins: the one that they joined last, as with Clerk. */
export const organizationToBeginWith = (world: World, userId: string): string | null => membershipsOf(world, userId).at(-1)?.organizationId ?? null

export const membersOf = (world: World, organizationId: string): Membership[] => world.store.memberships.by('organization', organizationId)

export const membershipOf = (world: World, userId: string, organizationId: string): Membership | undefined =>
  world.store.memberships.by('both', `${userId} ${organizationId}`)[0]

/** The instance's own permissions of a role, as session tokens carry them: without those of Clerk's system. */
export function permissionsOf(world: World, role: string): readonly string[] {
  return (world.settings.roles[role]?.permissions ?? []).filter((permission) => !permission.startsWith('org:sys_'))
}
