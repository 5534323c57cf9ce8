import type { OAuthStrategy } from '@clerk/shared/types'
import type { Strategy } from './verification.ts'

/** What a person chooses in a form: no ticket, no second factor. */
export type LastStrategy = 'password' | 'email_code' | 'email_link' | 'phone_code' | OAuthStrategy

export const isLastStrategy = (strategy: Strategy): strategy is LastStrategy =>
  ['password', 'email_code', 'email_link', 'phone_code'].includes(strategy) || strategy.startsWith('oauth_')

/** One browser. */
export interface Client {
  readonly id: string
  readonly sessionIds: readonly string[]
  readonly signInId: string | null
  readonly signUpId: string | null
  readonly lastActiveSessionId: string | null
  /** How this browser last signed in, which the form shows; a ticket is nothing that a person chooses. */
  readonly lastStrategy: LastStrategy | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** A development browser by its token, with the client that it became. */
export interface DevBrowser {
  /** The token itself. */
  readonly id: string
  readonly clientId: string | null
  readonly createdAt: number
}
