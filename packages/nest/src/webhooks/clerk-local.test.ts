import { createClerkClient } from '@clerk/backend'
import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bearer, start, type Started } from '../../test/start.ts'
import { WEB } from '../../test/tokens.ts'
import { ClerkWebhooks } from '../index.ts'

let clerk: ClerkLocal
let app: Started
const received: string[] = []
beforeAll(async () => {
  clerk = await createClerkLocal()
  app = await start({ clerk: { jwtKey: clerk.jwtKey, webhookSecret: clerk.webhookSecret } })
  app.app.get(ClerkWebhooks).onMessage(({ event }) => void received.push(event.type))
  clerk.webhooks.add({ url: `${app.url}/webhooks/clerk` })
})
afterAll(async () => {
  await clerk.close()
  await app.close()
})

it('a session that the stand-in revokes is refused as soon as its message is there', async () => {
  const token = await clerk.token('ada@example.com', { azp: WEB })
  const status = async () => (await app.get('/trpc/desk.user', bearer(token))).status
  expect(await status()).toBe(200)
  const sdk = createClerkClient({ secretKey: clerk.secretKey, apiUrl: clerk.env.api()['CLERK_API_URL'], telemetry: { disabled: true } })
  const { sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sid: string } // a session token's claims
  await sdk.sessions.revokeSession(sid)
  await clerk.webhooks.settled()
  expect(received).toEqual(['session.created', 'session.revoked'])
  expect(await status()).toBe(401)
})
