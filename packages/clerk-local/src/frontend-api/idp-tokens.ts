import { isPast } from '../domain/machines/api-keys.ts'
import { SCOPES } from '../domain/oauth/oauth-applications.ts'
import { grantBy, grantOfAccessToken, refreshGrant, revokeGrant, tradeCode } from '../domain/oauth/oauth-grants.ts'
import { primaryEmail, userById } from '../domain/users/users.ts'
import { ApiError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { decoded } from '../http/decoded.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { providerUrl } from '../serialize/oauth-application.ts'
import { avatarUrl } from '../serialize/public-user-data.ts'
import type { OAuthApplication, OAuthGrant } from '../store/rows/oauth-application.ts'
import { signJwt } from '../tokens/jwt.ts'
import type { World } from '../world.ts'

/** What an application's server asks of the instance as an OAuth provider: tokens (RFC 6749), what they stand for, and OpenID Connect's discovery. */
export const idpTokenRoutes: Route[] = [
  post('/oauth/token', oauthErrors(token)),
  post('/oauth/token/revoke', oauthErrors(revoke)),
  post('/oauth/token_info', oauthErrors(introspect)),
  get('/oauth/userinfo', userInfo),
  post('/oauth/userinfo', userInfo),
  get('/.well-known/openid-configuration', discovery),
  get('/.well-known/oauth-authorization-server', discovery),
]

function token(call: Call): Answer {
  const { world } = call
  const application = authenticated(call)
  const kind = text(call, 'grant_type')
  if (kind === 'authorization_code') return issued(world, application, tradeCode(world, application, text(call, 'code') ?? '', text(call, 'redirect_uri'), text(call, 'code_verifier')))
  if (kind === 'refresh_token') return issued(world, application, refreshGrant(world, application, text(call, 'refresh_token') ?? ''))
  throw new ApiError(400, 'unsupported_grant_type', 'grant_type must be authorization_code or refresh_token.')
}

function issued(world: World, application: OAuthApplication, grant: OAuthGrant): Answer {
  const { accessToken, refreshToken, expireAt, scopes } = grant
  const lifetime = Math.round(((expireAt ?? 0) - world.clock.now()) / 1000)
  return {
    json: {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: lifetime,
      scope: scopes.join(' '),
      ...(refreshToken !== null && { refresh_token: refreshToken }),
      ...(scopes.includes('openid') && { id_token: idToken(world, application, grant, lifetime) }),
    },
  }
}

function idToken(world: World, { clientId }: OAuthApplication, grant: OAuthGrant, lifetime: number): string {
  const iat = Math.floor(world.clock.now() / 1000)
  return signJwt(world.key, { ...claimsOf(world, grant), iss: providerUrl(world), aud: clientId, iat, exp: iat + lifetime, ...(grant.nonce !== null && { nonce: grant.nonce }) })
}

/** RFC 7009: also for a token that is none, the answer is that it is gone. */
function revoke(call: Call): Answer {
  const found = grantBy(call.world, text(call, 'token') ?? '')
  if (found?.applicationId === authenticated(call).id) revokeGrant(call.world, found)
  return { json: {} }
}

/** RFC 7662. */
function introspect(call: Call): Answer {
  const { world } = call
  const application = authenticated(call)
  const found = grantBy(world, text(call, 'token') ?? '')
  const active = found?.applicationId === application.id && !found.revoked && !isPast(world, found.expireAt ?? 0)
  if (!found || !active) return { json: { active: false } }
  const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)
  return { json: { active, client_id: application.clientId, sub: found.userId, scope: found.scopes.join(' '), iat: seconds(found.updatedAt), exp: seconds(found.expireAt ?? 0), iss: providerUrl(world) } }
}

function userInfo(call: Call): Answer {
  const grant = grantOfAccessToken(call.world, call.request.headers.authorization?.replace(/^Bearer /, '') ?? '')
  if (!grant) throw new ApiError(401, 'authentication_invalid', 'The access token is not valid.')
  return { json: claimsOf(call.world, grant) }
}

/** Who the user is, as far as the grant's scopes go. */
function claimsOf(world: World, { userId, scopes }: OAuthGrant) {
  const user = userById(world, userId)
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ')
  const email = user.emails.find(({ id }) => id === user.primaryEmailId)
  return {
    sub: user.id,
    user_id: user.id,
    ...(scopes.includes('profile') && { name, given_name: user.firstName, family_name: user.lastName, preferred_username: user.username, picture: avatarUrl(world, name || (primaryEmail(user) ?? '')) }),
    ...(scopes.includes('email') && { email: primaryEmail(user), email_verified: email?.verified ?? false }),
    ...(scopes.includes('public_metadata') && { public_metadata: user.publicMetadata }),
    ...(scopes.includes('private_metadata') && { private_metadata: user.privateMetadata }),
  }
}

function discovery({ world }: Call): Answer {
  const issuer = providerUrl(world)
  return {
    json: {
      issuer,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      token_endpoint: `${issuer}/oauth/token`,
      revocation_endpoint: `${issuer}/oauth/token/revoke`,
      introspection_endpoint: `${issuer}/oauth/token_info`,
      userinfo_endpoint: `${issuer}/oauth/userinfo`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      scopes_supported: Object.keys(SCOPES),
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    },
  }
}

/** The application that asks, by its secret in the header or the body; a public one by its id alone. */
function authenticated(call: Call): OAuthApplication {
  const [, basic = ''] = /^Basic (.+)$/.exec(call.request.headers.authorization ?? '') ?? []
  const [id, secret] = basic === '' ? [text(call, 'client_id'), text(call, 'client_secret')] : Buffer.from(basic, 'base64').toString().split(':').map(decoded)
  const [application] = call.world.store.oauthApplications.by('client', id ?? '')
  if (application && (application.clientSecret === null || application.clientSecret === secret)) return application
  throw new ApiError(401, 'invalid_client', 'The client is not known, or its secret is wrong.')
}

/** In the form of RFC 6749, which libraries read, in place of Clerk's. */
function oauthErrors(handler: (call: Call) => Answer): (call: Call) => Answer {
  return (call) => {
    try {
      return handler(call)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      return { json: { error: error.code, error_description: error.message }, status: error.status }
    }
  }
}
