import type { OrganizationDomainJSON, OrganizationDomainVerificationJSON } from '@clerk/shared/types'
import type { OrganizationDomain } from '../store/rows/organization.ts'
import type { World } from '../world.ts'

export function domainJson(world: World, domain: OrganizationDomain): OrganizationDomainJSON {
  const { organizationInvitations, organizationSuggestions } = world.store
  const verification = verificationJson(world, domain)
  return {
    object: 'organization_domain',
    id: domain.id,
    name: domain.name,
    organization_id: domain.organizationId,
    enrollment_mode: domain.enrollmentMode,
    verification,
    affiliation_verification: verification,
    ownership_verification: ownershipJson(domain),
    affiliation_email_address: domain.affiliationEmail,
    total_pending_invitations: organizationInvitations.by('pending', domain.organizationId).filter(({ domainId }) => domainId === domain.id).length,
    total_pending_suggestions: organizationSuggestions.by('organization', domain.organizationId).filter(({ domainId, status }) => domainId === domain.id && status === 'pending').length,
    created_at: domain.createdAt,
    updated_at: domain.updatedAt,
  }
}

function verificationJson(world: World, { verified, verification, updatedAt }: OrganizationDomain): OrganizationDomainVerificationJSON | null {
  // A server's word needs no code.
  if (!verification) return verified ? { status: 'verified', strategy: 'email_code', attempts: 0, expires_at: updatedAt } : null
  const expired = !verified && verification.expireAt <= world.clock.now()
  return {
    status: verified ? 'verified' : expired ? 'expired' : 'unverified',
    strategy: 'email_code',
    attempts: verification.attempts,
    expires_at: verification.expireAt,
  }
}

function ownershipJson({ name, ownership }: OrganizationDomain): OrganizationDomainJSON['ownership_verification'] {
  if (!ownership) return null
  const { record, verifiedAt, expireAt } = ownership
  return {
    status: verifiedAt === null ? 'unverified' : 'verified',
    strategy: 'txt',
    attempts: null,
    expire_at: expireAt,
    verified_at: verifiedAt,
    txt_record_name: `_clerk.${name}`,
    txt_record_value: record,
  }
}
