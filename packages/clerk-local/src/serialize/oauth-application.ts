import type { OAuthApplicationJSON } from '@clerk/backend'
import { isPast } from '../domain/machines/api-keys.ts'
import type { OAuthApplication, OAuthGrant } from '../store/rows/oauth-application.ts'
import type { World } from '../world.ts'

/** Where an instance is an OAuth provider: issuer of its id tokens, and what its endpoints lie under. */
export const providerUrl = ({ url, instance }: World): string => `${url}/i/${instance.name}`

/** An application without its secret. */
export function oauthApplicationJson(world: World, application: OAuthApplication): OAuthApplicationJSON {
  const base = providerUrl(world)
  return {
    object: 'oauth_application',
    id: application.id,
    instance_id: world.instance.id,
    name: application.name,
    client_id: application.clientId,
    client_uri: null,
    client_image_url: null,
    dynamically_registered: false,
    consent_screen_enabled: application.consentScreen,
    pkce_required: application.clientSecret === null,
    public: application.clientSecret === null,
    scopes: application.scopes,
    redirect_uris: [...application.redirectUris],
    authorize_url: `${base}/oauth/authorize`,
    token_fetch_url: `${base}/oauth/token`,
    user_info_url: `${base}/oauth/userinfo`,
    discovery_url: `${base}/.well-known/openid-configuration`,
    token_introspection_url: `${base}/oauth/token_info`,
    created_at: application.createdAt,
    updated_at: application.updatedAt,
  }
}

/** With the secret, which only who makes it or rotates it is shown. */
export const newOAuthApplicationJson = (world: World, application: OAuthApplication): OAuthApplicationJSON => ({
  ...oauthApplicationJson(world, application),
  ...(application.clientSecret !== null && { client_secret: application.clientSecret }),
})

/** An access token, without itself, in the form that the SDK keeps to itself. */
export function accessTokenJson(world: World, grant: OAuthGrant) {
  return {
    object: 'clerk_idp_oauth_access_token',
    id: grant.id,
    client_id: world.store.oauthApplications.get(grant.applicationId)?.clientId ?? '',
    type: 'oauth_token',
    subject: grant.userId,
    scopes: [...grant.scopes],
    revoked: grant.revoked,
    revocation_reason: null,
    expired: isPast(world, grant.expireAt),
    expiration: grant.expireAt,
    created_at: grant.createdAt,
    updated_at: grant.updatedAt,
  }
}
