/** An application that signs its users in with this instance: Clerk as the provider. */
export interface OAuthApplication {
  readonly id: string
  readonly name: string
  readonly clientId: string
  /** `null` for a public one, which has none and needs PKCE. */
  readonly clientSecret: string | null
  /** Separated by spaces. */
  readonly scopes: string
  readonly redirectUris: readonly string[]
  /** Whether users are asked; without, whoever is signed in goes straight back. */
  readonly consentScreen: boolean
  readonly createdAt: number
  readonly updatedAt: number
}

/** What a user let an application do: its code, then its access and its refresh token. */
export interface OAuthGrant {
  readonly id: string
  readonly applicationId: string
  readonly userId: string
  readonly scopes: readonly string[]
  /** What the application trades for tokens; `null` once it has. */
  readonly code: string | null
  readonly codeExpireAt: number
  readonly redirectUri: string
  /** PKCE (RFC 7636), method S256. */
  readonly codeChallenge: string | null
  readonly nonce: string | null
  /** `oat_…`; `null` before the code is traded. */
  readonly accessToken: string | null
  readonly refreshToken: string | null
  readonly expireAt: number | null
  readonly revoked: boolean
  readonly createdAt: number
  readonly updatedAt: number
}
