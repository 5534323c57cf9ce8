import type { OrganizationInvitationJSON, OrganizationMembershipRequestJSON, OrganizationSuggestionJSON, UserOrganizationInvitationJSON } from '@clerk/shared/types'
import { linkOf } from '../domain/organizations/organization-invitations.ts'
import { roleName } from '../domain/organizations/organization-roles.ts'
import { organizationBy } from '../domain/organizations/organizations.ts'
import { userById } from '../domain/users/users.ts'
import type { MembershipRequest, OrganizationInvitation, OrganizationSuggestion } from '../store/rows/organization.ts'
import type { World } from '../world.ts'
import { publicOrganizationDataJson } from './organization.ts'
import { publicUserDataJson } from './public-user-data.ts'

/** The invitation as the organization's managers see it. */
export function invitationJson(world: World, invitation: OrganizationInvitation): OrganizationInvitationJSON {
  return {
    ...common(invitation),
    organization_id: invitation.organizationId,
    role_name: roleName(world, invitation.role),
  }
}

/** The invitation as whoever was invited sees it. */
export function userInvitationJson(world: World, invitation: OrganizationInvitation): UserOrganizationInvitationJSON {
  return { ...common(invitation), public_organization_data: publicOrganizationDataJson(world, organizationBy(world, invitation.organizationId)) }
}

/** The invitation as the Backend API shows it; its link is for who is to send it otherwise. */
export function backendInvitationJson(world: World, invitation: OrganizationInvitation) {
  return {
    ...invitationJson(world, invitation),
    public_organization_data: publicOrganizationDataJson(world, organizationBy(world, invitation.organizationId)),
    private_metadata: invitation.privateMetadata,
    inviter_id: invitation.inviterId,
    url: invitation.status === 'pending' ? linkOf(world, invitation) : null,
    expires_at: invitation.expireAt,
  }
}

function common(invitation: OrganizationInvitation) {
  return {
    object: 'organization_invitation' as const,
    id: invitation.id,
    email_address: invitation.emailAddress,
    public_metadata: invitation.publicMetadata,
    status: invitation.status,
    role: invitation.role,
    created_at: invitation.createdAt,
    updated_at: invitation.updatedAt,
  }
}

export function suggestionJson(world: World, suggestion: OrganizationSuggestion): OrganizationSuggestionJSON {
  return {
    object: 'organization_suggestion',
    id: suggestion.id,
    public_organization_data: publicOrganizationDataJson(world, organizationBy(world, suggestion.organizationId)),
    status: suggestion.status === 'pending' ? 'pending' : 'accepted',
    created_at: suggestion.createdAt,
    updated_at: suggestion.updatedAt,
  }
}

export function membershipRequestJson(world: World, request: MembershipRequest): OrganizationMembershipRequestJSON {
  return {
    object: 'organization_membership_request',
    id: request.id,
    organization_id: request.organizationId,
    status: request.status,
    public_user_data: publicUserDataJson(world, userById(world, request.userId)),
    created_at: request.createdAt,
    updated_at: request.updatedAt,
  }
}
