import { findUser } from '../domain/users.ts'
import { membershipJson, organizationJson } from '../serialize/organization.ts'
import type { Membership, Organization, OrganizationDomain, OrganizationInvitation } from '../store/rows/organization.ts'
import type { World } from '../world.ts'
import type { EventData } from './event-types.ts'

export function organizationData(world: World, organization: Organization): EventData<'organization.created'> {
  return {
    ...organizationJson(world, organization),
    slug: organization.slug,
    private_metadata: { ...organization.privateMetadata },
    ...(organization.createdBy === null ? {} : { created_by: organization.createdBy }),
  }
}

export function membershipData(world: World, membership: Membership): EventData<'organizationMembership.created'> {
  const { public_user_data, organization: _, ...json } = membershipJson(world, membership)
  const organization = world.store.organizations.get(membership.organizationId)
  if (!organization || !public_user_data) throw new Error(`The membership ${membership.id} is of nobody.`)
  return {
    ...json,
    object: 'organization_membership',
    private_metadata: { ...membership.privateMetadata },
    organization: organizationData(world, organization),
    public_user_data: { ...public_user_data, user_id: membership.userId },
  }
}

export function invitationData(world: World, invitation: OrganizationInvitation): EventData<'organizationInvitation.created'> {
  return {
    object: 'organization_invitation',
    id: invitation.id,
    email_address: invitation.emailAddress,
    role: invitation.role,
    role_name: world.settings.roles[invitation.role]?.name ?? invitation.role,
    organization_id: invitation.organizationId,
    status: invitation.status,
    public_metadata: { ...invitation.publicMetadata },
    private_metadata: { ...invitation.privateMetadata },
    url: null,
    created_at: invitation.createdAt,
    updated_at: invitation.updatedAt,
    expires_at: invitation.expireAt,
  }
}

export function acceptedInvitationData(world: World, invitation: OrganizationInvitation): EventData<'organizationInvitation.accepted'> {
  return { ...invitationData(world, invitation), status: 'accepted', user_id: findUser(world, invitation.emailAddress)?.id ?? '' }
}

export function domainData(domain: OrganizationDomain): EventData<'organizationDomain.created'> {
  const { verification } = domain
  return {
    object: 'organization_domain',
    id: domain.id,
    name: domain.name,
    organization_id: domain.organizationId,
    enrollment_mode: domain.enrollmentMode,
    verification: { status: domain.verified ? 'verified' : 'unverified', strategy: 'email_code', attempts: verification?.attempts ?? 0, expires_at: verification?.expireAt ?? 0 },
    affiliation_email_address: domain.affiliationEmail,
    total_pending_invitations: 0,
    total_pending_suggestions: 0,
    created_at: domain.createdAt,
    updated_at: domain.updatedAt,
  }
}
