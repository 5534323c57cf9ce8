import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { sdk } from '../../test/sdk.ts'
import { WebhookReceiver } from '../../test/webhook-receiver.ts'
import { createClerkLocal, type ClerkLocal, type ClerkLocalOptions } from '../clerk-local.ts'
import { instance } from '../instance/instance.ts'

const ADA = 'user_ada000000000000000000000000'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function start(options: ClerkLocalOptions): Promise<ClerkLocal> {
  const local = await createClerkLocal(options)
  endings.push(() => local.close())
  return local
}

async function receiver(): Promise<{ app: WebhookReceiver; url: string }> {
  const app = new WebhookReceiver(instance.webhookSecret)
  endings.push(() => app.close())
  return { app, url: await app.listen() }
}

function folder(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'clerk-local-webhooks-'))
  endings.push(() => rmSync(dataDir, { recursive: true }))
  return dataDir
}

/** An endpoint that takes the request and never says a word. */
async function silent(): Promise<{ url: string; asked: Promise<void>; server: Server }> {
  let heard = () => {}
  const asked = new Promise<void>((resolve) => void (heard = resolve))
  const server = createServer(() => heard())
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  endings.push(() => (server.closeAllConnections(), server.close()))
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, asked, server } // a TCP server's address is never a string
}

it('goes on after a restart with what was not delivered', async () => {
  const { app, url } = await receiver()
  const options = { dataDir: folder(), webhooks: [{ url }], webhookDelivery: { retryMs: [60_000] } }
  const first = await createClerkLocal(options)
  app.statuses.push(500)
  await sdk(first).users.updateUser(ADA, { firstName: 'Augusta' })
  await first.webhooks.settled()
  expect(first.webhooks.deliveries).toMatchObject([{ state: 'pending', attempts: [{ status: 500 }] }])
  await first.close()

  const second = await start(options)
  expect(second.webhooks.endpoints).toHaveLength(1)
  expect(second.webhooks.deliveries).toMatchObject([{ state: 'pending', attempts: [{ status: 500 }] }])
  second.webhooks.replay(second.webhooks.deliveries[0]?.id ?? '')
  await second.webhooks.settled()
  expect(second.webhooks.deliveries).toMatchObject([{ state: 'delivered', attempts: [{ status: 500 }, { status: 200 }] }])
  expect(app.received[0]?.id).toBe(app.received[1]?.id)
})

it('keeps endpoints that were added, and forgets configured ones that are not configured any more', async () => {
  const { url } = await receiver()
  const dataDir = folder()
  const first = await createClerkLocal({ dataDir, webhooks: [{ url: `${url}/configured` }] })
  first.webhooks.add({ url: `${url}/added` })
  await first.close()
  const second = await start({ dataDir, webhooks: [{ url: `${url}/other` }] })
  expect(second.webhooks.endpoints.map((endpoint) => new URL(endpoint.url).pathname)).toEqual(['/added', '/other'])
})

it('gives up what is on its way to an endpoint that is removed, also by a start without it', async () => {
  const { app, url } = await receiver()
  const dataDir = folder()
  const first = await createClerkLocal({ dataDir, webhooks: [{ url: `${url}/configured` }], webhookDelivery: { retryMs: [60_000] } })
  const added = first.webhooks.add({ url: `${url}/added` })
  app.statuses.push(500, 500)
  await sdk(first).users.updateUser(ADA, { firstName: 'Augusta' })
  await first.webhooks.settled()
  first.webhooks.remove(added.id)
  expect(Object.fromEntries(first.webhooks.deliveries.map((delivery) => [new URL(delivery.url).pathname, delivery.state]))).toEqual({ '/configured': 'pending', '/added': 'failed' })
  await first.close()
  const second = await start({ dataDir })
  expect(second.webhooks.deliveries.map(({ state }) => state)).toEqual(['failed', 'failed'])
  expect(() => second.webhooks.replay(second.webhooks.deliveries[0]?.id ?? '')).toThrow('was removed')
})

it('gives up on an endpoint that does not answer in time', async () => {
  const { url } = await silent()
  const local = await start({ webhooks: [{ url }], webhookDelivery: { retryMs: [], timeoutMs: 30 } })
  await sdk(local).users.updateUser(ADA, { firstName: 'Augusta' })
  await local.webhooks.settled()
  expect(local.webhooks.deliveries).toMatchObject([{ state: 'failed', attempts: [{ status: null, error: 'It did not answer within 0.03 seconds.' }] }])
})

it('lets go at once of an endpoint that is still thinking when the stand-in stops, or goes back to its seed', async () => {
  const { url, asked } = await silent()
  const local = await createClerkLocal({ webhooks: [{ url }] })
  await sdk(local).users.updateUser(ADA, { firstName: 'Augusta' })
  await asked
  local.reset()
  expect(local.webhooks.deliveries).toEqual([])
  await sdk(local).users.updateUser(ADA, { firstName: 'Augusta' })
  await local.close()
  await local.webhooks.settled()
})

it('reaches one endpoint while another is thinking', async () => {
  const { url: thinking } = await silent()
  const { app, url } = await receiver()
  const local = await start({ webhooks: [{ url: thinking }, { url }] })
  for (const firstName of ['Augusta', 'Ada']) await sdk(local).users.updateUser(ADA, { firstName })
  await vi.waitFor(() => expect(app.types).toEqual(['user.updated', 'user.updated']))
})

it('does not make the app wait for its own webhook', async () => {
  const { url } = await silent()
  const local = await start({ webhooks: [{ url }] })
  expect((await sdk(local).users.updateUser(ADA, { firstName: 'Augusta' })).firstName).toBe('Augusta')
})

it('sends to names under .localhost without asking a resolver, and follows no redirect', async () => {
  const { url, server } = await silent()
  server.removeAllListeners('request').on('request', (_, response) => response.writeHead(302, { location: 'https://example.com/' }).end())
  const local = await start({ webhooks: [{ url: url.replace('localhost', 'app.localhost') }], webhookDelivery: { retryMs: [] } })
  await sdk(local).users.updateUser(ADA, { firstName: 'Augusta' })
  await local.webhooks.settled()
  expect(local.webhooks.deliveries).toMatchObject([{ state: 'failed', attempts: [{ status: 302 }] }])
})

it('remembers the last thousand deliveries, and loses none that is still open', async () => {
  const { app, url } = await receiver()
  const members = Array.from({ length: 1_200 }, (_, index) => `user${index}@example.com`)
  const seed = { users: members.map((email) => ({ email })), organizations: [{ name: 'Big', slug: 'big', maxMemberships: 0, members: Object.fromEntries(members.map((email) => [email, 'org:member'])) }], roles: {} }
  const local = await start({ seed, webhooks: [{ url, events: ['organizationMembership.deleted', 'user.updated'] }] })
  const clerk = sdk(local)
  await clerk.organizations.deleteOrganization((await clerk.organizations.getOrganization({ slug: 'big' })).id)
  await local.webhooks.settled()
  expect(app.received).toHaveLength(1_200)
  const [user] = (await clerk.users.getUserList({ limit: 1 })).data
  await clerk.users.updateUser(user?.id ?? '', { firstName: 'Ada' })
  await local.webhooks.settled()
  expect(local.webhooks.deliveries).toHaveLength(1_000)
  expect(local.webhooks.deliveries.at(-1)?.type).toBe('user.updated')
}, 30_000)
