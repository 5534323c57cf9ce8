import { createHash, randomBytes } from 'node:crypto'
import { ApiError } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { OAuthApplication, OAuthGrant } from '../../store/rows/oauth-application.ts'
import type { World } from '../../world.ts'
import { isPast } from '../machines/api-keys.ts'

/** How long a code may wait, and how long an access token is good: Clerk's day. */
const CODE_MS = 10 * 60_000
const TOKEN_MS = 86_400_000

export interface NewGrant {
  readonly applicationId: string
  readonly userId: string
  readonly scopes: readonly string[]
  readonly redirectUri: string
  readonly codeChallenge: string | null
  readonly nonce: string | null
}

/** Writes down what a user lets an application do, with the code that it trades for tokens. */
export function grant(world: World, fields: NewGrant): OAuthGrant & { readonly code: string } {
  const now = world.clock.now()
  const code = randomBytes(24).toString('base64url')
  return { ...world.store.oauthGrants.insert({ ...fields, id: newId('oag'), code, codeExpireAt: now + CODE_MS, accessToken: null, refreshToken: null, expireAt: null, revoked: false, createdAt: now, updatedAt: now }), code }
}

/**
 * Trades a code for tokens, once, with the redirect URI that it was sent to and the verifier of its challenge (RFC 6749,
 * RFC 7636). A code that comes twice was stolen: what it was traded for is taken back.
 */
export function tradeCode(world: World, application: OAuthApplication, code: string, redirectUri: string | undefined, verifier: string | undefined): OAuthGrant {
  const found = grantBy(world, code)
  if (!found || found.applicationId !== application.id || found.code !== code || found.revoked) throw invalidGrant('The code is not valid.')
  if (found.accessToken !== null) {
    revokeGrant(world, found)
    throw invalidGrant('The code was used before.')
  }
  if (isPast(world, found.codeExpireAt)) throw invalidGrant('The code has expired.')
  if (redirectUri !== found.redirectUri) throw invalidGrant('redirect_uri is not the one that the code was sent to.')
  if (found.codeChallenge !== null && challengeOf(verifier ?? '') !== found.codeChallenge) throw invalidGrant('code_verifier does not match the challenge.')
  return withTokens(world, found)
}

/** New tokens for a refresh token, which is good once. */
export function refreshGrant(world: World, application: OAuthApplication, refreshToken: string): OAuthGrant {
  const found = grantBy(world, refreshToken)
  if (!found || found.applicationId !== application.id || found.refreshToken !== refreshToken || found.revoked) throw invalidGrant('The refresh token is not valid.')
  return withTokens(world, found)
}

function withTokens(world: World, found: OAuthGrant): OAuthGrant {
  const now = world.clock.now()
  const offline = found.scopes.includes('offline_access')
  return world.store.oauthGrants.update(found, { accessToken: `oat_${randomBytes(24).toString('hex')}`, refreshToken: offline ? randomBytes(32).toString('base64url') : null, expireAt: now + TOKEN_MS, updatedAt: now })
}

/** The grant of an access token that is good; says no more than that there is none otherwise. */
export function grantOfAccessToken(world: World, token: string): OAuthGrant | undefined {
  const found = grantBy(world, token)
  const good = found?.accessToken === token && !found.revoked && !isPast(world, found.expireAt) && world.store.users.has(found.userId)
  return good ? found : undefined
}

/** By any of its secrets: code, access token or refresh token. */
export const grantBy = ({ store }: World, secret: string): OAuthGrant | undefined => store.oauthGrants.by('secret', secret)[0]

/** Takes back the access token and the refresh token together. */
export function revokeGrant(world: World, found: OAuthGrant): void {
  world.store.oauthGrants.update(found, { revoked: true, updatedAt: world.clock.now() })
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')
const invalidGrant = (message: string) => new ApiError(400, 'invalid_grant', message)
