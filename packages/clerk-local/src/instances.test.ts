import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { Browser } from '../test/browser.ts'
import { sdk } from '../test/sdk.ts'
import { createClerkLocal, type ClerkLocal } from './clerk-local.ts'
import type { LocalInstance } from './local-instance.ts'

const solo = { seed: { users: [{ email: 'solo@example.com', password: 'just-me-1' }], organizations: [], roles: {} } }

let running: ClerkLocal | undefined
afterEach(async () => {
  await running?.close()
  running = undefined
})
const start = async (options: Parameters<typeof createClerkLocal>[0]) => (running = await createClerkLocal(options))

it('has instances side by side, each with users, keys and an address of its own', async () => {
  const local = await start({ instances: { shop: solo } })
  const shop = local.instance('shop')
  expect(await sdk(local).users.getCount()).toBe(4)
  expect(await sdk(shop).users.getCount()).toBe(1)
  expect(new Set([local, shop].flatMap(({ publishableKey, secretKey, issuer, jwtKey }) => [publishableKey, secretKey, issuer, jwtKey])).size).toBe(8)
  expect(shop.env.web()['CLERK_FAPI_URL']).toMatch(/\/i\/shop$/)
})

it('knows a browser at one instance only, though both give it cookies', async () => {
  const local = await start({ instances: { shop: solo } })
  const browser = new Browser(local)
  await browser.signIn('ada@example.com')
  await browser.send('POST', '/i/shop/v1/client/sign_ins', { identifier: 'solo@example.com', password: 'just-me-1' })
  expect(browser.cookies.size).toBe(2)
  expect((await browser.send('GET', '/v1/me')).response).toMatchObject({ first_name: 'Ada' })
  expect((await browser.send<{ email_addresses: unknown[] }>('GET', '/i/shop/v1/me')).response.email_addresses).toMatchObject([{ email_address: 'solo@example.com' }])
  await browser.send('DELETE', '/v1/client/sessions')
  expect((await browser.send('GET', '/i/shop/v1/me')).status).toBe(200)
})

it('signs one browser in to an app of each, by the cookies that a real handshake gives, and out of one only', async () => {
  const local = await start({ instances: { shop: solo } })
  const browser = new Browser(local)
  await browser.signIn('ada@example.com')
  await browser.send('POST', '/i/shop/v1/client/sign_ins', { identifier: 'solo@example.com', password: 'just-me-1' })
  const shake = async (instance: string) => {
    const answer = await browser.raw('GET', `/i/${instance}/v1/client/handshake?redirect_url=http://localhost:3000/`)
    const token = new URL(answer.headers.get('location') ?? '').searchParams.get('__clerk_handshake') ?? ''
    const { handshake } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { handshake: string[] } // what the SDK reads out of it
    for (const line of handshake) browser.keep(line)
  }
  const visit = async (instance: LocalInstance) => {
    const headers = { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '), accept: 'text/html', 'sec-fetch-dest': 'document' }
    return (await sdk(instance).authenticateRequest(new Request('http://localhost:3000/', { headers }), { jwtKey: instance.jwtKey })).toAuth()?.userId
  }
  await shake('dev')
  await shake('shop')
  expect([await visit(local), await visit(local.instance('shop'))]).toEqual(['user_ada000000000000000000000000', 'user_solo00000000000000000000000'])
  await browser.send('DELETE', '/i/shop/v1/client/sessions')
  await shake('shop')
  expect([await visit(local), await visit(local.instance('shop'))]).toEqual(['user_ada000000000000000000000000', null])
})

it('answers 404 for an instance that it has not, and throws for it', async () => {
  const local = await start({})
  expect((await fetch(`${local.url}/i/shop/v1/environment`)).status).toBe(404)
  expect((await fetch(`${local.url}/i/dev/v1/environment`)).status).toBe(200)
  expect(() => local.instance('shop')).toThrow('There is no instance shop; it has dev.')
  await expect(createClerkLocal({ instances: { 'No Name': {} } })).rejects.toThrow('No Name is no name for an instance')
})

it('keeps each instance in a folder of its own', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'clerk-local-'))
  const first = await createClerkLocal({ dataDir, instances: { shop: solo } })
  await new Browser(first).send('POST', '/i/shop/v1/client/sign_ins', { identifier: 'solo@example.com', strategy: 'email_code' })
  first.instance('shop').changeSettings({ applicationName: 'Shop' })
  await first.close()
  const second = await start({ dataDir, instances: { shop: solo } })
  expect(second.instance('shop').outbox).toHaveLength(1)
  expect([second.settings.applicationName, second.instance('shop').settings.applicationName]).toEqual(['Throughline', 'Shop'])
  await second.close()
  running = undefined
  rmSync(dataDir, { recursive: true })
})
