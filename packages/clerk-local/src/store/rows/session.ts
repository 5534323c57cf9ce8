import type { Metadata } from './metadata.ts'
import type { Verification } from './verification.ts'

export type SessionStatus = 'active' | 'pending' | 'ended' | 'expired' | 'removed' | 'replaced' | 'revoked' | 'abandoned'

/** What a pending session still has to do before it is active. */
export type SessionTask = 'choose-organization' | 'reset-password' | 'setup-mfa'

export interface Session {
  readonly id: string
  readonly clientId: string
  readonly userId: string
  readonly status: SessionStatus
  readonly organizationId: string | null
  readonly tasks: readonly SessionTask[]
  readonly firstFactorAt: number
  /** `null` where no second factor was given. */
  readonly secondFactorAt: number | null
  readonly refreshToken: string
  /** Who really sits there, in an impersonated session: the claim `act`. */
  readonly actor: Metadata | null
  readonly activity: SessionActivity
  /** Proving oneself again, while it is under way. */
  readonly reverification: Reverification | null
  readonly expireAt: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly lastActiveAt: number
}

/** The device behind a session. */
export interface SessionActivity {
  readonly id: string
  readonly userAgent: string
  readonly ipAddress: string
}

export interface Reverification {
  readonly level: 'first_factor' | 'second_factor' | 'multi_factor'
  readonly status: 'needs_first_factor' | 'needs_second_factor' | 'complete'
  readonly firstFactor: Verification | null
  readonly secondFactor: Verification | null
}
