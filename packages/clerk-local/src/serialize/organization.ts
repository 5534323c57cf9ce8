import type { OrganizationJSON, OrganizationMembershipJSON, PublicOrganizationDataJSON } from '@clerk/shared/types'
import { pictureUrl } from '../domain/users/images.ts'
import { allPermissionsOf, MINIMUM, roleName } from '../domain/organizations/organization-roles.ts'
import { membersOf, organizationBy } from '../domain/organizations/organizations.ts'
import { roleSetOf } from '../domain/organizations/role-sets.ts'
import { userById } from '../domain/users/users.ts'
import type { Membership, Organization } from '../store/rows/organization.ts'
import type { World } from '../world.ts'
import { avatarUrl, publicUserDataJson } from './public-user-data.ts'

export function organizationJson(world: World, organization: Organization): OrganizationJSON {
  return {
    object: 'organization',
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    ...pictureOf(world, organization),
    public_metadata: organization.publicMetadata,
    members_count: world.store.memberships.count('organization', organization.id),
    pending_invitations_count: world.store.organizationInvitations.count('pending', organization.id),
    admin_delete_enabled: organization.adminDeleteEnabled,
    max_allowed_memberships: organization.maxAllowedMemberships,
    self_serve_sso_enabled: false,
    exclusive_membership: false,
    created_at: organization.createdAt,
    updated_at: organization.updatedAt,
  }
}

export interface Included {
  readonly membersCount: boolean
  readonly missingManager: boolean
}

/** The organization as the Backend API shows it. It counts the members, and looks for one who may run it, only when asked to. */
export function backendOrganizationJson(world: World, organization: Organization, included: Partial<Included> = {}) {
  const { members_count, ...json } = organizationJson(world, organization)
  return {
    ...json,
    private_metadata: organization.privateMetadata,
    created_by: organization.createdBy ?? undefined,
    role_set_key: roleSetOf(world, organization).key,
    ...(included.membersCount && { members_count }),
    ...(included.missingManager && { missing_member_with_elevated_permissions: !membersOf(world, organization.id).some(({ role }) => MINIMUM.every((each) => allPermissionsOf(world, role).includes(each))) }),
  }
}

export function membershipJson(world: World, membership: Membership): OrganizationMembershipJSON {
  return {
    ...common(world, membership),
    organization: organizationJson(world, organizationBy(world, membership.organizationId)),
  }
}

/** The membership as the Backend API shows it. */
export function backendMembershipJson(world: World, membership: Membership) {
  return {
    ...common(world, membership),
    private_metadata: membership.privateMetadata,
    organization: backendOrganizationJson(world, organizationBy(world, membership.organizationId), { membersCount: true }),
  }
}

function common(world: World, membership: Membership): Omit<OrganizationMembershipJSON, 'organization'> {
  return {
    object: 'organization_membership',
    id: membership.id,
    permissions: [...allPermissionsOf(world, membership.role)],
    public_metadata: membership.publicMetadata,
    public_user_data: publicUserDataJson(world, userById(world, membership.userId)),
    role: membership.role,
    role_name: roleName(world, membership.role),
    created_at: membership.createdAt,
    updated_at: membership.updatedAt,
  }
}

/** What somebody may see of an organization before they are a member. */
export function publicOrganizationDataJson(world: World, organization: Organization): PublicOrganizationDataJSON {
  return { id: organization.id, name: organization.name, slug: organization.slug, ...pictureOf(world, organization) }
}

function pictureOf(world: World, { name, imageId }: Organization) {
  return { image_url: imageId === null ? avatarUrl(world, name) : pictureUrl(world, imageId), has_image: imageId !== null }
}
