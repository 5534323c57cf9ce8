import { createClerkClient } from '@clerk/backend'
import { verifyWebhook } from '@clerk/backend/webhooks'
import { createClerkLocal } from '../index.ts'
import { expect, it } from 'vitest'
import { startReceiver } from '../../test/start-receiver.ts'

it('tells the app what has happened', async () => {
  const app = await startReceiver() // the app under test, or any server on this machine
  const clerk = await createClerkLocal({ webhooks: [{ url: app.url, events: ['user.*'] }] })
  const sdk = createClerkClient({ secretKey: clerk.secretKey, apiUrl: clerk.env.api()['CLERK_API_URL'], telemetry: { disabled: true } })

  await sdk.users.createUser({ emailAddress: ['new@example.com'], skipPasswordRequirement: true })
  await clerk.webhooks.settled() // every event was tried
  const event = await verifyWebhook(app.requests[0]!, { signingSecret: clerk.webhookSecret })
  expect(event).toMatchObject({ type: 'user.created', data: { email_addresses: [{ email_address: 'new@example.com' }] } })

  const [delivery] = clerk.webhooks.deliveries
  expect(delivery).toMatchObject({ type: 'user.created', state: 'delivered', attempts: [{ status: 200 }] })
  clerk.webhooks.replay(delivery!.id) // the same message, once more
  await clerk.webhooks.settled()
  expect(app.requests.map(({ headers }) => headers.get('svix-id'))).toEqual([delivery!.messageId, delivery!.messageId])

  await clerk.close()
  await app.close()
})
