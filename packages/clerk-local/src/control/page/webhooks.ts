import type { Call } from '../../http/call.ts'
import { get, type Answer, type Route } from '../../http/router.ts'
import type { WebhookAttempt, WebhookDelivery, WebhookEndpoint } from '../../store/rows/webhook.ts'
import type { LocalWebhooks } from '../../webhooks/webhooks.ts'
import type { World } from '../../world.ts'
import { action, filled, id } from './actions.ts'
import { button, field, heading, pager, table, time } from './elements.ts'
import { html, type Html } from './html.ts'
import { baseOf, document } from './layout.ts'
import { offsetOf } from './offset.ts'

const SHOWN = 50
const DELIVERY_HEADS = ['Event', 'To', 'State', 'Tries', 'Sent', '']

/** Where events go, what was sent, and sending it again. */
export function webhookRoutes(webhooks: () => LocalWebhooks): readonly Route[] {
  return [
    get('/webhooks', (call) => document(call, 'Webhooks', [endpoints(call.world, webhooks().endpoints), deliveries(call, webhooks().deliveries)])),
    get('/webhooks/:id', (call) => deliveryPage(call, webhooks().delivery(id(call)))),
    action('/webhooks', () => '/webhooks', (call) => {
      const events = filled(call, 'events')
      webhooks().add({ url: filled(call, 'url') ?? '', ...(events !== null && { events: events.split(/[\s,]+/) }) })
      return 'Added.'
    }),
    action('/webhooks/:id/remove', () => '/webhooks', (call) => (webhooks().remove(id(call)), 'Removed.')),
    action('/webhooks/:id/replay', () => '/webhooks', (call) => (webhooks().replay(id(call)), 'On its way again.')),
  ]
}

function endpoints(world: World, all: readonly WebhookEndpoint[]): Html {
  const action = `${baseOf(world)}/_control/page/webhooks`
  const rows = all.map(
    (endpoint) => html`<tr><td><code>${endpoint.url}</code></td><td class="wrap">${endpoint.events === null ? 'everything' : endpoint.events.join(', ')}</td><td><code class="soft">${endpoint.secret}</code></td><td>${endpoint.configured ? 'configured' : button(`${action}/${endpoint.id}/remove`, 'Remove', {}, 'danger')}</td></tr>`,
  )
  return html`<section>${heading('endpoints', 'Endpoints', all.length)}${table('endpoints', ['Address', 'Events', 'Signing secret', ''], rows, 'None. Events go nowhere, and are not kept.')}<div class="card"><form class="line" method="post" action="${action}">${field('url', 'Address', '', { required: true, hint: 'http://localhost:4000/webhooks/clerk' })}${field('events', 'Events', '', { hint: 'user.created, organization.*; empty for all' })}<button>Add</button></form></div></section>`
}

function deliveries(call: Call, all: readonly WebhookDelivery[]): Html {
  const { world, query } = call
  const offset = offsetOf(query)
  const rows = all.toReversed().slice(offset, offset + SHOWN).map((delivery) => deliveryRow(world, delivery))
  return html`<section>${heading('deliveries', 'Deliveries', all.length, html`<a href="${baseOf(world)}/webhooks">Refresh</a>`)}${table('deliveries', DELIVERY_HEADS, rows, 'Nothing was sent yet.')}${pager((at) => `${baseOf(world)}/webhooks?offset=${at}`, offset, SHOWN, all.length)}</section>`
}

function deliveryRow(world: World, { id: delivery, type, url, state, attempts, createdAt }: WebhookDelivery): Html {
  return html`<tr><td><a href="${baseOf(world)}/webhooks/${delivery}">${type}</a></td><td><code>${url}</code></td><td>${stateTag(state)}</td><td>${attempts.length}</td><td class="soft">${time(createdAt)}</td><td>${button(`${baseOf(world)}/_control/page/webhooks/${delivery}/replay`, 'Replay')}</td></tr>`
}

const stateTag = (state: WebhookDelivery['state']) => html`<span class="${state === 'delivered' ? 'good' : state === 'failed' ? 'bad' : 'soft'}">${state}</span>`

function deliveryPage(call: Call, delivery: WebhookDelivery): Answer {
  const { world } = call
  const rows = delivery.attempts.toReversed().map(attemptRow)
  const next = delivery.nextAttemptAt !== null && delivery.attempts.length > 0 && html`<p class="note">Next try at ${time(delivery.nextAttemptAt)}.</p>`
  return document(call, delivery.type, [
    html`<section>${heading('delivery', delivery.type)}<div class="card"><dl><dt>To</dt><dd><code>${delivery.url}</code></dd><dt>State</dt><dd>${stateTag(delivery.state)}</dd><dt>Message</dt><dd><code>${delivery.messageId}</code></dd><dt>Sent</dt><dd>${time(delivery.createdAt)}</dd></dl><div class="actions">${button(`${baseOf(world)}/_control/page/webhooks/${delivery.id}/replay`, 'Replay')}</div></div></section>`,
    html`<section>${heading('attempts', 'Tries', rows.length)}${table('attempts', ['At', 'Answer', 'Took', 'Said'], rows, 'Not yet.')}${next}</section>`,
    html`<section>${heading('payload', 'What was sent')}<div class="card" tabindex="0" role="region" aria-labelledby="payload"><pre class="payload"><code>${pretty(delivery.payload)}</code></pre></div></section>`,
  ])
}

function attemptRow({ at, status, error, durationMs, response }: WebhookAttempt): Html {
  return html`<tr><td class="soft">${time(at)}</td><td class="${error === null ? 'good' : 'bad'}">${status ?? error ?? '—'}</td><td>${Math.round(durationMs)} ms</td><td class="wrap">${response || error || '—'}</td></tr>`
}

const pretty = (payload: string) => JSON.stringify(JSON.parse(payload), null, 2)
