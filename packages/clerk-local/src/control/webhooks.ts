import { text, type Call } from '../http/call.ts'
import { fieldError } from '../http/api-error.ts'
import { get, post, remove, type Route } from '../http/router.ts'
import type { WebhookDelivery, WebhookEndpoint } from '../store/rows/webhook.ts'
import { eventTypes } from '../webhooks/event-types.ts'
import type { LocalWebhooks } from '../webhooks/webhooks.ts'

/** `LocalInstance.webhooks` for other processes on this machine, and for the page. */
export function webhookControlRoutes(webhooks: LocalWebhooks): Route[] {
  return [
    get('/_control/webhooks', () => ({ json: { endpoints: webhooks.endpoints.map(endpointJson), eventTypes } })),
    post('/_control/webhooks', (call) => ({ json: endpointJson(webhooks.add({ url: text(call, 'url') ?? '', events: events(call), secret: text(call, 'secret') })) })),
    get('/_control/webhooks/deliveries', () => ({ json: webhooks.deliveries.map(deliveryJson).toReversed() })),
    get('/_control/webhooks/deliveries/:id', (call) => ({ json: deliveryJson(webhooks.delivery(call.params['id'] ?? '')) })),
    post('/_control/webhooks/deliveries/:id/replay', (call) => ({ json: deliveryJson(webhooks.replay(call.params['id'] ?? '')) })),
    remove('/_control/webhooks/:id', (call) => {
      webhooks.remove(call.params['id'] ?? '')
      return { json: { ok: true } }
    }),
  ]
}

const endpointJson = ({ id, url, events: wanted, secret, configured, createdAt }: WebhookEndpoint) => ({ id, url, events: wanted, secret, configured, createdAt })

/** With the payload as JSON, which is what it was written from. */
const deliveryJson = ({ payload, ...delivery }: WebhookDelivery) => ({ ...delivery, payload: JSON.parse(payload) as unknown })

/** A list, or text with commas, as a form sends it; nothing at all asks for every event. */
function events({ body }: Call): string[] | undefined {
  const given = body['events']
  if (given === undefined || given === null || given === '') return undefined
  if (typeof given === 'string') return given.split(',').map((each) => each.trim())
  if (Array.isArray(given)) return given.map(String)
  throw fieldError('form_param_format_invalid', 'events is a list of event types.', 'events')
}
