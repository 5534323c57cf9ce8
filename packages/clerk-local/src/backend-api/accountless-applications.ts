import type { AccountlessApplicationJSON } from '@clerk/backend'
import type { Call } from '../http/call.ts'
import { post, type Route } from '../http/router.ts'

/** What an SDK asks for that was started without keys: here it gets those of the instance. Needs no key itself. */
export const accountlessApplicationRoutes: Route[] = [
  post('/v1/accountless_applications', (call) => ({ json: applicationJson(call) })),
  post('/v1/accountless_applications/complete', (call) => ({ json: applicationJson(call) })),
]

function applicationJson({ world: { instance, url } }: Call): AccountlessApplicationJSON {
  return { object: 'accountless_application', id: `app_${instance.name}`, publishable_key: instance.publishableKey, secret_key: instance.secretKey, claim_url: `${url}/`, api_keys_url: `${url}/` }
}
