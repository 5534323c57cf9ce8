import { membershipOf, membershipsOf } from '../domain/organizations/organizations.ts'
import { hasSecondFactor } from '../domain/users/second-factors.ts'
import { primaryEmail, userById } from '../domain/users/users.ts'
import { organizationJson } from '../serialize/organization.ts'
import { publicUserDataJson } from '../serialize/public-user-data.ts'
import type { Membership, Organization } from '../store/rows/organization.ts'
import type { Session } from '../store/rows/session.ts'
import type { User } from '../store/rows/user.ts'
import type { World } from '../world.ts'
import type { Lookup } from './shortcodes.ts'

/**
 * What shortcodes stand for, for a session and one of its user's organizations. Private metadata is not among it: a
 * token is read by the browser.
 */
export function claimValues(world: World, session: Session, organizationId: string | null): Lookup {
  const user = userById(world, session.userId)
  const membership = organizationId === null ? undefined : membershipOf(world, user.id, organizationId)
  const organization = membership && world.store.organizations.get(membership.organizationId)
  return ([root = '', name = '', ...rest]) => {
    if (root === 'user') return within(userValues[name]?.(user, world), rest)
    if (root === 'org' && organization && membership) return within(organizationValues[name]?.(organization, membership, world), rest)
    if (root === 'org_membership' && name === 'public_metadata') return within(membership?.publicMetadata, rest)
    if (root === 'session' && name === 'id') return session.id
    if (root === 'session' && name === 'actor') return within(session.actor, rest)
    return undefined
  }
}

const userValues: Readonly<Record<string, (user: User, world: World) => unknown>> = {
  id: ({ id }) => id,
  external_id: ({ externalId }) => externalId,
  first_name: ({ firstName }) => firstName,
  last_name: ({ lastName }) => lastName,
  full_name: ({ firstName, lastName }) => [firstName, lastName].filter(Boolean).join(' ') || null,
  username: ({ username }) => username,
  primary_email_address: primaryEmail,
  email_verified: ({ emails, primaryEmailId }) => emails.find(({ id }) => id === primaryEmailId)?.verified ?? false,
  primary_phone_number: ({ phones, primaryPhoneId }) => phones.find(({ id }) => id === primaryPhoneId)?.number,
  phone_number_verified: ({ phones, primaryPhoneId }) => phones.find(({ id }) => id === primaryPhoneId)?.verified ?? false,
  two_factor_enabled: hasSecondFactor,
  image_url: (user, world) => publicUserDataJson(world, user).image_url,
  has_image: ({ imageId }) => imageId !== null,
  public_metadata: ({ publicMetadata }) => publicMetadata,
  unsafe_metadata: ({ unsafeMetadata }) => unsafeMetadata,
  created_at: ({ createdAt }) => createdAt,
  updated_at: ({ updatedAt }) => updatedAt,
  last_sign_in_at: ({ lastSignInAt }) => lastSignInAt,
  organizations: ({ id }, world) => Object.fromEntries(membershipsOf(world, id).map(({ organizationId, role }) => [organizationId, role])),
}

const organizationValues: Readonly<Record<string, (organization: Organization, membership: Membership, world: World) => unknown>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  slug: ({ slug }) => slug,
  role: (_, { role }) => role,
  image_url: (organization, _, world) => organizationJson(world, organization).image_url,
  has_image: ({ imageId }) => imageId !== null,
  public_metadata: ({ publicMetadata }) => publicMetadata,
  created_at: ({ createdAt }) => createdAt,
  updated_at: ({ updatedAt }) => updatedAt,
}

/** Down a value by keys and positions, as far as there is something. */
function within(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined), value) // checked on this line
}
