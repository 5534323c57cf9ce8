import { createClerkClient } from '@clerk/backend'
import type { ClerkLocal } from '../../src/index.ts'

/** Makes the instance `oauth-provider` what the suite calls `E2E OAuth Provider`: every other instance signs in with it. */
export async function connectOAuthProvider(local: ClerkLocal, names: readonly string[]): Promise<void> {
  const others = names.filter((name) => name !== 'oauth-provider')
  const { secretKey } = local.instance('oauth-provider')
  const { oauthApplications } = createClerkClient({ secretKey, apiUrl: local.url, telemetry: { disabled: true } })
  const redirectUris = others.map((name) => `${local.url}/i/${name}/v1/oauth_callback`)
  const { id, clientId, clientSecret = '', authorizeUrl, tokenFetchUrl: tokenUrl, userInfoUrl } = await oauthApplications.create({ name: 'Suite', redirectUris, scopes: 'openid profile email' })
  // The SDK has no parameter for it.
  await fetch(`${local.url}/v1/oauth_applications/${id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ consent_screen_enabled: false }),
  })
  const provider = { name: 'E2E OAuth Provider', authorizeUrl, tokenUrl, userInfoUrl, clientId, clientSecret }
  for (const name of others) local.instance(name).changeSettings({ customProviders: { custom_e2e_oauth_provider: provider } })
}
