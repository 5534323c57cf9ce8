import type { WebhooksSvixJSON } from '@clerk/backend'
import type { Call } from '../http/call.ts'
import { post, remove, type Route } from '../http/router.ts'

/** With Clerk, webhooks are looked at on Svix's pages; here they are on the stand-in's own. */
export const svixRoutes: Route[] = [
  post('/v1/webhooks/svix', (call) => ({ json: pageOf(call) })),
  post('/v1/webhooks/svix_url', (call) => ({ json: pageOf(call) })),
  remove('/v1/webhooks/svix', () => ({ json: undefined, status: 204 })),
]

const pageOf = ({ world }: Call): WebhooksSvixJSON => ({ svix_url: `${world.url}/i/${world.instance.name}/webhooks` })
