import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sendMessage } from './clerk-message.ts'
import { createTestApp, type TestApp } from './create-test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
beforeEach(() => {
  app.logLines.length = 0
  app.statements.length = 0
})
afterAll(() => app.close())

const WEB = 'http://localhost:3000'
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers })
const requestLines = () => app.logLines.filter(({ msg }) => msg === 'request')

describe('health', () => {
  it('is live and ready while the database answers', async () => {
    expect((await get('/health/live')).status).toBe(200)
    expect((await get('/health/ready')).status).toBe(200)
  })

  it('does not fill the log', async () => {
    await get('/health/live')
    expect(requestLines()).toEqual([])
  })
})

describe('CORS', () => {
  const preflight = (origin: string) =>
    fetch(`${app.url}/trpc/user.updateProfile`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type,x-request-id,last-event-id' },
    })

  it('lets the web’s origin read, with credentials and the request id', async () => {
    const { headers } = await get('/trpc/system.info', { origin: WEB })
    expect(headers.get('access-control-allow-origin')).toBe(WEB)
    // Both: a cache must keep the answers for two origins apart, and those in two forms.
    expect(headers.get('vary')).toBe('Origin, trpc-accept, accept')
    expect(headers.get('access-control-allow-credentials')).toBe('true')
    expect(headers.get('access-control-expose-headers')).toBe('x-request-id, server-timing')
  })

  it('answers the web’s preflight before it asks who is calling', async () => {
    const response = await preflight(WEB)
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe(WEB)
    for (const header of ['authorization', 'last-event-id']) expect(response.headers.get('access-control-allow-headers')).toContain(header)
  })

  it.each(['https://evil.example', 'http://localhost:3001', 'http://localhost:3000.evil.example', 'null'])('tells a page of %s nothing', async (origin) => {
    for (const response of [await get('/trpc/system.info', { origin }), await preflight(origin)]) {
      const allowed = response.headers.get('access-control-allow-origin')
      expect(allowed).not.toBe(origin)
      expect(allowed).not.toBe('*')
    }
  })
})

describe('the log', () => {
  it('has one line for each request, under the id that the web sent', async () => {
    const response = await get('/trpc/system.info', { 'x-request-id': 'from-the-web-1' })
    expect(response.headers.get('x-request-id')).toBe('from-the-web-1')
    expect(requestLines()).toEqual([expect.objectContaining({ requestId: 'from-the-web-1', method: 'GET', path: '/trpc/system.info', status: 200, ms: expect.any(Number) })])
  })

  it('names a refused call by the id that its caller was told', async () => {
    const response = await get('/api/profile')
    const { error } = (await response.json()) as { error: { requestId: string } } // REST's error shape
    expect(requestLines()).toEqual([expect.objectContaining({ requestId: error.requestId, status: 401 })])
  })

  it('says why a token or a signature was not taken, which its caller is not told', async () => {
    const authorization = `Bearer ${await app.clerk.token('ada@example.com', { expiresIn: -100 })}`
    for (const path of ['/api/profile', '/trpc/user.profile', '/trpc/user.onProfileChange']) expect(await (await get(path, { authorization })).text()).not.toMatch(/\d+ s ago/)
    await sendMessage(app.url, 'user.created', {}, { skew: -301 })
    const why = (refused: RegExp) => expect.objectContaining({ refused: expect.stringMatching(refused) })
    await vi.waitFor(() => expect(requestLines()).toHaveLength(4))
    expect(requestLines()).toEqual([why(/expired \d+ s ago/), why(/expired \d+ s ago/), why(/expired \d+ s ago/), why(/timestamp too old/)])
  })

  it('has the line of a call whose caller has gone before the answer', async () => {
    app.clerk.latency('GET /v1/users/:id', 500)
    const headers = { authorization: `Bearer ${await app.clerk.token('grace@example.com')}`, 'x-request-id': 'gave-up-waiting' }
    const controller = new AbortController()
    const call = fetch(`${app.url}/api/profile`, { headers, signal: controller.signal })
    await vi.waitFor(() => expect(app.statements.some((statement) => statement.includes('from "users"'))).toBe(true))
    controller.abort()
    await expect(call).rejects.toThrow(/aborted/)
    await vi.waitFor(() => expect(requestLines()).toEqual([expect.objectContaining({ requestId: 'gave-up-waiting', path: '/api/profile', aborted: true })]))
    app.clerk.reset()
  })

  it('holds no token, cookie, input or personal data', async () => {
    const token = await app.clerk.token('ada@example.com')
    const secret = 'a-bio-nobody-should-read-in-a-log'
    await app.clientFor('ada@example.com').user.updateProfile.mutate({ displayName: 'Ada', bio: secret, timeZone: 'UTC' })
    await get('/api/profile', { cookie: `__session=${token}` })
    await get('/api/profile', { authorization: `Bearer ${token}x` })
    await get(`/trpc/user.profile?input=${secret}`, { authorization: `Bearer ${token}` })
    const text = JSON.stringify(app.logLines)
    for (const part of [token, token.split('.')[2]!, secret, 'ada@example.com', app.clerk.secretKey]) expect(text).not.toContain(part)
    expect(requestLines()).toHaveLength(4)
  })

  it('has the cause of a failure that its caller is not told, and not whose data it was about', async () => {
    const change = { displayName: 'Ada', bio: 'a-bio-nobody-should-read-in-a-log', timeZone: 'UTC' }
    await app.clientFor('ada@example.com').user.updateProfile.mutate(change)
    await app.db.execute(sql`alter table users add constraint short_bio check (length(bio) < 40)`)
    const failing = { ...change, bio: `${change.bio}, and even longer` }
    const refused = app.clientFor('ada@example.com').user.updateProfile.mutate(failing)
    await expect(refused).rejects.toMatchObject({ message: 'Internal server error', data: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) } })
    await app.db.execute(sql`alter table users drop constraint short_bio`)
    const lines = app.logLines.filter(({ level }) => level === 50)
    expect(lines).toEqual([expect.objectContaining({ requestId: requestLines().at(-1)?.['requestId'], err: expect.objectContaining({ code: '23514', message: expect.stringContaining('update "users"') }) })])
    expect(JSON.stringify(app.logLines)).not.toContain('a-bio-nobody')
  })

  it('says why a user cannot be mirrored', async () => {
    app.clerk.fail('GET /v1/users/:id', 502, { times: 1 })
    await expect(app.clientFor('linus@example.com').user.profile.query()).rejects.toMatchObject({ data: { httpStatus: 503 } })
    expect(app.logLines.filter(({ context }) => context === 'Clerk')).toEqual([expect.objectContaining({ level: 40, msg: expect.stringContaining('502') })])
  })
})
