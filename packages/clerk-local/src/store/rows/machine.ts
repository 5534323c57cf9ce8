import type { Metadata } from './metadata.ts'

/** A key by which a program acts for a user or an organization. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly description: string | null
  /** The id of a user or an organization. */
  readonly subject: string
  readonly scopes: readonly string[]
  readonly claims: Metadata | null
  /** `ak_…`; plain text, as everything here that a real Clerk would hash. */
  readonly secret: string
  readonly revoked: boolean
  readonly revocationReason: string | null
  /** `null` for a key that does not expire. */
  readonly expireAt: number | null
  readonly createdBy: string | null
  readonly lastUsedAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** A service that authenticates itself to others. */
export interface Machine {
  readonly id: string
  readonly name: string
  /** The machines that its tokens are accepted by. */
  readonly scopedMachineIds: readonly string[]
  /** Of its tokens, in seconds. */
  readonly defaultTokenSeconds: number
  /** `ak_…`. */
  readonly secretKey: string
  /** One that was rotated away and still works until then. */
  readonly previousSecretKey: { readonly secret: string; readonly expireAt: number } | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** A token of one machine for others. */
export interface M2MToken {
  readonly id: string
  /** The machine's id. */
  readonly subject: string
  /** The machines that it was made for. */
  readonly scopes: readonly string[]
  readonly claims: Metadata | null
  readonly format: 'opaque' | 'jwt'
  readonly token: string
  readonly revoked: boolean
  readonly revocationReason: string | null
  readonly expireAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}
