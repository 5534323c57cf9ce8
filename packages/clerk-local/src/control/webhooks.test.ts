import { afterAll, beforeEach, expect, it } from 'vitest'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'
import { WebhookReceiver } from '../../test/webhook-receiver.ts'
import { instance } from '../instance/instance.ts'

const app = new WebhookReceiver(instance.webhookSecret)
const url = await app.listen()
afterAll(() => app.close())
const local = await standIn({ webhookDelivery: { retryMs: [] } })
beforeEach(() => void (app.received.length = 0))

async function control(method: string, path: string, body?: object) {
  const init = body === undefined ? { method } : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(`${local.url}/_control/webhooks${path}`, init)
  return { status: answer.status, body: (await answer.json()) as any } // what each test expects of it is below
}

it('lets another process add an endpoint, see what was sent to it, send it again, and remove it', async () => {
  const { body: endpoint } = await control('POST', '', { url, events: ['user.updated'] })
  expect(endpoint).toMatchObject({ id: expect.stringMatching(/^ep_/), url, events: ['user.updated'], secret: local.webhookSecret, configured: false })
  expect((await control('GET', '')).body).toMatchObject({ endpoints: [endpoint], eventTypes: expect.arrayContaining(['user.created', 'sms.created']) })

  await sdk(local).users.updateUser('user_ada000000000000000000000000', { firstName: 'Augusta' })
  await local.webhooks.settled()
  const { body: deliveries } = await control('GET', '/deliveries')
  expect(deliveries).toMatchObject([{ type: 'user.updated', endpointId: endpoint.id, state: 'delivered', attempts: [{ status: 200 }], payload: { type: 'user.updated', data: { first_name: 'Augusta' } } }])

  const { id } = deliveries[0]
  expect((await control('POST', `/deliveries/${id}/replay`, {})).body).toMatchObject({ id, state: 'pending' })
  await local.webhooks.settled()
  expect((await control('GET', `/deliveries/${id}`)).body.attempts).toHaveLength(2)
  expect(app.types).toEqual(['user.updated', 'user.updated'])

  expect((await control('DELETE', `/${endpoint.id}`)).status).toBe(200)
  expect((await control('GET', '')).body.endpoints).toEqual([])
  expect(await control('POST', `/deliveries/${id}/replay`, {})).toMatchObject({ status: 422, body: { errors: [{ code: 'endpoint_removed' }] } })
})

it('takes the fields of a form, and says what is wrong with them', async () => {
  const form = await fetch(`${local.url}/_control/webhooks`, { method: 'POST', body: new URLSearchParams({ url, events: 'user.*, session.created' }) })
  expect(await form.json()).toMatchObject({ events: ['user.*', 'session.created'] })
  expect(await control('POST', '', { url: 'https://example.com/' })).toMatchObject({ status: 422, body: { errors: [{ code: 'host_not_allowed', meta: { param_name: 'url' } }] } })
  expect(await control('POST', '', { url, events: ['user.create'] })).toMatchObject({ status: 422, body: { errors: [{ code: 'event_type_unknown' }] } })
  expect((await control('DELETE', '/ep_unknown')).status).toBe(404)
  expect((await control('GET', '/deliveries/whd_unknown')).status).toBe(404)
})

it('is closed to pages of other origins', async () => {
  for (const [method, path] of [['GET', '/deliveries'], ['POST', '']] as const) expect((await fetch(`${local.url}/_control/webhooks${path}`, { method, headers: { origin: 'http://localhost:3000' } })).status).toBe(403)
})
