import type { OAuthStrategy } from '@clerk/shared/types'

/** The ways to prove who one is, or that an address is one's own. */
export type Strategy =
  | 'password'
  | 'email_code'
  | 'email_link'
  | 'phone_code'
  | 'reset_password_email_code'
  | 'reset_password_phone_code'
  | 'ticket'
  | 'totp'
  | 'backup_code'
  | 'passkey'
  | OAuthStrategy

/** How far the proof of an address or a factor has come; `null` in its place before it was asked for. */
export interface Verification {
  readonly status: 'unverified' | 'verified' | 'transferable' | 'failed' | 'expired'
  readonly strategy: Strategy
  readonly attempts: number
  readonly expireAt: number
  /** What the code has to be; absent where no code is asked for. */
  readonly code?: string
  /** Stands for this verification in a link or on a way through a provider. */
  readonly nonce?: string
  /** Where the code or the link went: who has it has that address or number. */
  readonly sentTo?: string
  /** Where the browser has to go next, for a provider's page. */
  readonly redirectUrl?: string | null
  /** The client that proved it, for links opened in another browser. */
  readonly verifiedAtClient?: string | null
  readonly error?: { readonly code: string; readonly message: string; readonly longMessage?: string; readonly meta?: Readonly<Record<string, unknown>> } | null
}
