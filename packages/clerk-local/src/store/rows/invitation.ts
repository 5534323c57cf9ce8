import type { Metadata } from './metadata.ts'

/** An invitation to the application itself; those of organizations are `OrganizationInvitation`. */
export interface Invitation {
  readonly id: string
  /** Lower case. */
  readonly emailAddress: string
  /** As it was last set; a pending one whose time is up is expired (`statusOf` in domain/sign-ups/invitations.ts). */
  readonly status: 'pending' | 'accepted' | 'revoked'
  /** What the user who accepts it starts with. */
  readonly publicMetadata: Metadata
  readonly redirectUrl: string | null
  /** What the link in the email carries. */
  readonly ticket: string
  readonly expireAt: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** Somebody who asked to be let in. */
export interface WaitlistEntry {
  readonly id: string
  /** Lower case. */
  readonly emailAddress: string
  readonly status: 'pending' | 'invited' | 'completed' | 'rejected'
  readonly invitationId: string | null
  readonly invitedAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** An entry of the allowlist or the blocklist. */
export interface ListedIdentifier {
  readonly id: string
  /** Lower case; an email address, `*@domain`, a phone number in E.164 or a wallet's address. */
  readonly identifier: string
  readonly type: 'email_address' | 'phone_number' | 'web3_wallet'
  /** The invitation that told them. */
  readonly invitationId: string | null
  readonly createdAt: number
  readonly updatedAt: number
}
