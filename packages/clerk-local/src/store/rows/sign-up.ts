import type { Metadata } from './metadata.ts'
import type { ExternalAccount } from './user.ts'
import type { Verification } from './verification.ts'

export interface SignUp {
  readonly id: string
  readonly clientId: string
  readonly status: 'missing_requirements' | 'complete' | 'abandoned'
  readonly emailAddress: string | null
  readonly phoneNumber: string | null
  readonly username: string | null
  readonly password: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly unsafeMetadata: Metadata
  readonly publicMetadata: Metadata
  readonly email: Verification | null
  readonly phone: Verification | null
  /** The provider's account that this sign-up came with. */
  readonly externalAccount: ExternalAccount | null
  readonly external: Verification | null
  readonly legalAcceptedAt: number | null
  readonly locale: string | null
  /** The invitation that let this sign-up in. */
  readonly ticket: string | null
  /** What a server has set on it: the user's id there, and that its own checks are done. */
  readonly externalId?: string | null
  readonly customAction?: boolean
  readonly createdSessionId: string | null
  readonly createdUserId: string | null
  readonly createdAt: number
}
