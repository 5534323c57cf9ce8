import type { Metadata } from './metadata.ts'

/** What a sign-in token or an actor token of the Backend API stands for. */
export interface Ticket {
  /** Of the resource: `sit_…` or `act_…`. */
  readonly id: string
  readonly kind: 'sign_in' | 'actor'
  /** What the link carries. */
  readonly token: string
  readonly userId: string
  readonly status: 'pending' | 'accepted' | 'revoked'
  readonly actor: Metadata | null
  /** The organization that is active in the session that it starts; `null` for the one that would be anyway. */
  readonly organizationId: string | null
  /** Of the session that it starts, in seconds; `null` for a session like any other. */
  readonly sessionSeconds: number | null
  readonly expireAt: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** Cookie directives of a handshake; read once. */
export interface HandshakeNonce {
  /** The nonce itself. */
  readonly id: string
  readonly directives: readonly string[]
  readonly createdAt: number
}
