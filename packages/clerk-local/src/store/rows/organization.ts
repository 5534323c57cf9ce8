import type { Metadata } from './metadata.ts'
import type { Verification } from './verification.ts'

export interface Organization {
  readonly id: string
  readonly name: string
  readonly slug: string
  /** The key of an uploaded logo. */
  readonly imageId: string | null
  readonly publicMetadata: Metadata
  readonly privateMetadata: Metadata
  /** The user who made it. */
  readonly createdBy: string | null
  /** 0 means as many as one likes. */
  readonly maxAllowedMemberships: number
  readonly adminDeleteEnabled: boolean
  /** Which roles there are in it; `null` for the instance's initial set. */
  readonly roleSetKey: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface Membership {
  readonly id: string
  readonly organizationId: string
  readonly userId: string
  readonly role: string
  readonly publicMetadata: Metadata
  readonly privateMetadata: Metadata
  readonly createdAt: number
  readonly updatedAt: number
}

export interface OrganizationInvitation {
  readonly id: string
  readonly organizationId: string
  readonly emailAddress: string
  readonly role: string
  readonly status: 'pending' | 'accepted' | 'revoked' | 'expired'
  readonly inviterId: string | null
  /** The domain that made it, for an automatic invitation. */
  readonly domainId: string | null
  readonly publicMetadata: Metadata
  readonly privateMetadata: Metadata
  readonly redirectUrl: string | null
  /** What the link in the email carries. */
  readonly ticket: string
  readonly expireAt: number
  readonly createdAt: number
  readonly updatedAt: number
}

export type EnrollmentMode = 'manual_invitation' | 'automatic_invitation' | 'automatic_suggestion'

export interface OrganizationDomain {
  readonly id: string
  readonly organizationId: string
  /** Lower case, such as `acme.com`. */
  readonly name: string
  readonly enrollmentMode: EnrollmentMode
  readonly affiliationEmail: string | null
  readonly verified: boolean
  readonly verification: Verification | null
  /** The TXT record that proves the domain to be theirs; `null` until it was asked for. */
  readonly ownership: { readonly record: string; readonly verifiedAt: number | null; readonly expireAt: number } | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** An offer to a user to ask for membership, as their email address is of the organization's domain. */
export interface OrganizationSuggestion {
  readonly id: string
  readonly organizationId: string
  readonly userId: string
  readonly domainId: string
  /** `accepted` by the user, `completed` by whoever let them in. */
  readonly status: 'pending' | 'accepted' | 'completed'
  readonly createdAt: number
  readonly updatedAt: number
}

/** A user's wish to join, out of a suggestion. */
export interface MembershipRequest {
  readonly id: string
  readonly organizationId: string
  readonly userId: string
  readonly status: 'pending' | 'accepted' | 'revoked'
  readonly createdAt: number
  readonly updatedAt: number
}
