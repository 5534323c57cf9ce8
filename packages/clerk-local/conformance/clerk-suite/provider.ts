import * as z from 'zod'
import type { LocalInstance } from '../../src/index.ts'

const application = z.object({ client_id: z.string(), client_secret: z.string(), authorize_url: z.string(), token_fetch_url: z.string(), user_info_url: z.string() })

/** Lets people sign in to `app` with their account at `provider`, by the button that the suite looks for. */
export async function signInWith(provider: LocalInstance, app: LocalInstance, { url, name }: { readonly url: string; readonly name: string }): Promise<void> {
  const response = await fetch(`${url}/v1/oauth_applications`, {
    method: 'POST',
    headers: { authorization: `Bearer ${provider.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name, redirect_uris: [`${url}/i/${name}/v1/oauth_callback`], scopes: 'openid profile email', consent_screen_enabled: false }),
  })
  const made = application.parse(await response.json())
  app.changeSettings({
    customProviders: {
      custom_e2e_oauth_provider: {
        name: 'E2E OAuth Provider',
        authorizeUrl: made.authorize_url,
        tokenUrl: made.token_fetch_url,
        userInfoUrl: made.user_info_url,
        clientId: made.client_id,
        clientSecret: made.client_secret,
      },
    },
  })
}
