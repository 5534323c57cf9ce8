import { Agent, request, type OutgoingHttpHeaders } from 'node:http'
import { expect, it, vi } from 'vitest'
import { standIn } from '../../test/stand-in.ts'
import { createClerkLocal } from '../clerk-local.ts'

const local = await standIn()

/** `fetch` sets `Host` by itself; a rebound name has to be written by hand. */
function ask(path: string, headers: OutgoingHttpHeaders = {}, method = 'GET', at = local): Promise<{ status: number | undefined; headers: Record<string, unknown> }> {
  const { port } = new URL(at.url)
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (answer) => answer.resume().on('end', () => resolve({ status: answer.statusCode, headers: answer.headers }))).on('error', reject).end()
  })
}

it('answers only to names of this machine, against DNS rebinding', async () => {
  for (const path of ['/', '/_control/outbox', '/v1/environment', '/v1/client'])
    expect(await ask(path, { host: 'rebound.example:4400', connection: 'keep-alive' })).toMatchObject({ status: 403, headers: { connection: 'keep-alive' } })
  for (const host of ['localhost:4400', '127.0.0.1', '[::1]:4400', 'clerk.throughline.localhost']) expect((await ask('/v1/environment', { host })).status).toBe(200)
})

it('listens elsewhere only where it is told to, with a warning, and then answers to that address and to the names that were allowed, whose pages are its apps', async () => {
  const warned = vi.spyOn(console, 'warn').mockReturnValue()
  const exposed = await createClerkLocal({ host: '0.0.0.0', allowedHosts: ['clerk'] })
  try {
    expect(warned.mock.calls.flat()).toEqual([expect.stringMatching(/^WARNING: clerk-local listens on 0\.0\.0\.0/)])
    const status = async (host: string) => (await ask('/v1/environment', { host }, 'GET', exposed)).status
    for (const host of ['localhost:4400', 'clerk:4400', '192.168.1.5:4400', '[fe80::1]:4400']) expect([host, await status(host)]).toEqual([host, 200])
    for (const host of ['rebound.example', 'clerk.example:4400']) expect([host, await status(host)]).toEqual([host, 403])
    const back = async (page: string) => (await ask(`/v1/client/handshake?redirect_url=${encodeURIComponent(`http://${page}/`)}`, { origin: `http://${page}` }, 'GET', exposed))
    expect(await back('clerk:3000')).toMatchObject({ status: 307, headers: { 'access-control-allow-origin': 'http://clerk:3000' } })
    expect(await back('clerk.example:3000')).toMatchObject({ status: 400, headers: expect.not.objectContaining({ 'access-control-allow-origin': expect.anything() }) })
  } finally {
    warned.mockRestore()
    await exposed.close()
  }
})

it('refuses production, and in production that was allowed whatever reaches beyond this machine', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  try {
    await expect(createClerkLocal()).rejects.toThrow('refuses NODE_ENV=production')
    vi.stubEnv('THROUGHLINE_ALLOW_STAND_IN', '1')
    await expect(createClerkLocal({ host: '0.0.0.0' })).rejects.toThrow('refuses the host 0.0.0.0')
    await expect(createClerkLocal({ instances: { other: { webhookDelivery: { remote: true } } } })).rejects.toThrow('refuses webhooks to other machines')
    await (await createClerkLocal()).close()
  } finally {
    vi.unstubAllEnvs()
  }
})

it('keeps its control API from every other page, also from a sandboxed frame and another port', async () => {
  for (const origin of ['http://evil.example', 'null', 'http://localhost:3000']) {
    const answer = await ask('/_control/reset', { origin }, 'POST')
    expect(answer.status).toBe(403)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  }
  expect((await ask('/_control/reset', { 'sec-fetch-site': 'cross-site' }, 'POST')).status).toBe(403)
  expect((await ask('/_control/reset', { origin: local.url, host: new URL(local.url).host }, 'POST')).status).toBe(200)
})

it('keeps its control API, its pages and the Backend API from who comes through an app, by Clerk’s SDK', async () => {
  const proxied = { 'clerk-proxy-url': 'http://localhost:3000/__clerk' }
  for (const path of ['/', '/_control/outbox', '/i/dev/_control/requests']) expect([path, (await ask(path, proxied)).status]).toEqual([path, 403])
  expect((await ask('/_control/cookies', proxied, 'POST')).status).toBe(403)
  const authorization = `Bearer ${local.secretKey}`
  expect((await ask('/v1/users', { authorization })).status).toBe(200)
  expect((await ask('/v1/users', { ...proxied, authorization })).status).toBe(403)
  expect((await ask('/v1/environment', proxied)).status).toBe(200)
})

it('lets pages of this machine, and no other, read the Frontend API', async () => {
  expect((await ask('/v1/environment', { origin: 'http://localhost:3000' })).headers).toMatchObject({ 'access-control-allow-origin': 'http://localhost:3000', 'access-control-allow-credentials': 'true' })
  for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example']) expect((await ask('/v1/environment', { origin })).headers['access-control-allow-origin']).toBeUndefined()
})

it('closes no idle connection, into which somebody might be sending the next request', { timeout: 15_000 }, async () => {
  const agent = new Agent({ keepAlive: true })
  const asked = () =>
    new Promise<boolean>((resolve, reject) => {
      const sent = request(`${local.url}/v1/environment`, { agent }, (answer) => answer.resume().on('end', () => resolve(sent.reusedSocket)))
      sent.on('error', reject).end()
    })
  expect(await asked()).toBe(false)
  // Longer than Node would keep it, which adds a second to its five.
  await new Promise((resolve) => setTimeout(resolve, 7_000))
  expect(await asked()).toBe(true)
  agent.destroy()
})

it('survives paths, cookies and bodies that make no sense', async () => {
  for (const path of ['//', '/%', '/avatars/%E0%A4%A.svg', '/i/dev', '/npm/@clerk/clerk-js@6/dist/..%2f..%2fpackage.json', '/npm/@clerk/nextjs@6/dist/index.js']) expect((await ask(path)).status).not.toBe(500)
  expect((await ask('/v1/client', { cookie: 'theirs=%E0%A4%A; =; a' })).status).toBe(200)
  const malformed = await fetch(`${local.url}/v1/users`, { method: 'POST', body: '{"a":', headers: { 'content-type': 'application/json', authorization: `Bearer ${local.secretKey}` } })
  expect(malformed.status).toBe(400)
  const oversized = await fetch(`${local.url}/v1/client/sign_ins`, { method: 'POST', body: `identifier=${'x'.repeat(1_100_000)}` })
  expect([oversized.status, oversized.headers.get('connection')]).toEqual([413, 'close'])
  const next = await Promise.all(Array.from({ length: 5 }, () => fetch(`${local.url}/health`)))
  expect(next.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
})

it('serves no other file of a package, however the path is written', async () => {
  for (const file of ['..%2fpackage.json', '..%2f..%2f..%2fpackage.json', '%2e%2e%2fpackage.json', '..%5cpackage.json', '%2fetc%2fpasswd', 'nothing.js', 'types%2findex.d.ts'])
    expect((await ask(`/npm/@clerk/clerk-js@6/dist/${file}`)).status).toBe(404)
  for (const name of ['shared', 'backend', '..', 'clerk-js']) expect((await ask(`/npm/@clerk/${name}/dist/index.js`)).status).not.toBe(200)
})

it('serves the browser bundles of the installed SDK', async () => {
  for (const path of ['/npm/@clerk/clerk-js@6/dist/clerk.browser.js', '/npm/@clerk/ui@1/dist/ui.browser.js']) {
    const bundle = await ask(path)
    expect(bundle).toMatchObject({ status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' } })
  }
})

it('sends a bundle compressed to who takes Brotli, and both alike', async () => {
  const path = `${local.url}/npm/@clerk/ui@1/dist/ui.browser.js`
  const [plain, compressed] = await Promise.all(['gzip', 'gzip, br'].map((accepted) => fetch(path, { headers: { 'accept-encoding': accepted } })))
  expect([plain, compressed].map((answer) => answer?.headers.get('content-encoding'))).toEqual([null, 'br'])
  expect(await compressed?.text()).toBe(await plain?.text())
  const encoding = async (accepted: string) => (await ask(new URL(path).pathname, { 'accept-encoding': accepted })).headers['content-encoding']
  for (const accepted of ['br', 'gzip;q=0.5, br;q=0.9', 'BR ; q=1.0']) expect([accepted, await encoding(accepted)]).toEqual([accepted, 'br'])
  for (const accepted of ['br;q=0', 'br;q=0.000, gzip', 'x-br', '*', '']) expect([accepted, await encoding(accepted)]).toEqual([accepted, undefined])
  // Whoever keeps it must not give one page what was meant for another.
  expect((await ask(new URL(path).pathname, { origin: 'http://localhost:3000' })).headers).toMatchObject({ 'access-control-allow-origin': 'http://localhost:3000', vary: 'origin, accept-encoding' })
})

it('draws letters as avatars, and writes those that it cannot draw', async () => {
  const [drawn, crab] = await Promise.all(['a', '%F0%9F%A6%80'].map((letter) => fetch(`${local.url}/avatars/${letter}.svg`)))
  expect([drawn?.status, drawn?.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  expect(await drawn?.text()).toMatch(/<path d="M0 28 10 0l10 28/)
  expect(await crab?.text()).toContain('>?</text>')
})
