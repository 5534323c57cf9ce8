import type { OrganizationJSON, OrganizationMembershipJSON } from '@clerk/shared/types'
import { organizationBy, permissionsOf } from '../domain/organizations.ts'
import { userById } from '../domain/users.ts'
import type { Membership, Organization } from '../store/rows/organization.ts'
import type { World } from '../world.ts'
import { avatarUrl, publicUserDataJson } from './public-user-data.ts'

export function organizationJson(world: World, organization: Organization): OrganizationJSON {
  return {
    object: 'organization',
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    image_url: avatarUrl(world, organization.name),
    has_image: false,
    public_metadata: organization.publicMetadata,
    members_count: world.store.memberships.count('organization', organization.id),
    pending_invitations_count: 0,
    admin_delete_enabled: organization.adminDeleteEnabled,
    max_allowed_memberships: organization.maxAllowedMemberships,
    created_at: organization.createdAt,
    updated_at: organization.updatedAt,
  }
}

export function membershipJson(world: World, membership: Membership): OrganizationMembershipJSON {
  return {
    object: 'organization_membership',
    id: membership.id,
    organization: organizationJson(world, organizationBy(world, membership.organizationId)),
    permissions: [...permissionsOf(world, membership.role)],
    public_metadata: membership.publicMetadata,
    public_user_data: publicUserDataJson(world, userById(world, membership.userId)),
    role: membership.role,
    role_name: world.settings.roles[membership.role]?.name ?? membership.role,
    created_at: membership.createdAt,
    updated_at: membership.updatedAt,
  }
}
