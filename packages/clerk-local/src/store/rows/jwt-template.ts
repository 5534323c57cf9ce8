/** Of RFC 7518 and RFC 8037. */
export type SigningAlgorithm = 'HS256' | 'HS384' | 'HS512' | 'RS256' | 'RS384' | 'RS512' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA'

/** What a token for somebody else's service looks like. */
export interface JwtTemplate {
  readonly id: string
  /** What `getToken({ template })` says; no two have the same. */
  readonly name: string
  /** With shortcodes, such as `{{user.id}}`. */
  readonly claims: Readonly<Record<string, unknown>>
  /** Seconds. */
  readonly lifetime: number
  /** Seconds that a token is valid before it was issued. */
  readonly allowedClockSkew: number
  readonly signingAlgorithm: SigningAlgorithm
  /** `null` for the instance's own key. */
  readonly signingKey: string | null
  readonly createdAt: number
  readonly updatedAt: number
}
