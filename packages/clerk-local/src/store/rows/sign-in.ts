import type { ExternalAccount } from './user.ts'
import type { Verification } from './verification.ts'

export interface SignIn {
  readonly id: string
  readonly clientId: string
  readonly status: 'needs_identifier' | 'needs_first_factor' | 'needs_second_factor' | 'needs_new_password' | 'needs_client_trust' | 'complete'
  readonly identifier: string | null
  /** `null` beside an identifier: nobody has it, and either that is a secret or they may sign up with it. */
  readonly userId: string | null
  /** Whoever is not known goes on to sign up with what they have proven. */
  readonly signUpIfMissing: boolean
  readonly firstFactor: Verification | null
  readonly secondFactor: Verification | null
  /** The provider's account of somebody who has none here yet, or who has to set a new password before it is connected. */
  readonly externalAccount: ExternalAccount | null
  readonly createdSessionId: string | null
  readonly createdAt: number
}
