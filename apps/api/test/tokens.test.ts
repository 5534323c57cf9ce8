import type { TokenRequest } from '@throughline/clerk-local'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendMessage } from './clerk-message.ts'
import { createTestApp, type TestApp } from './create-test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

// What a token is checked for in detail is tested where it is checked, in packages/nest; here: that this app does check.
const rows: [what: string, token: () => Promise<string> | string, status: number, says: string][] = [
  ['a fresh one', () => app.clerk.token('ada@example.com'), 200, '"email":"ada@example.com"'],
  ['one without an organization', () => app.clerk.token('ada@example.com', { organization: null }), 200, '"email":"ada@example.com"'],
  ['an expired one', () => app.clerk.token('ada@example.com', { expiresIn: -10 }), 401, '"reason":"token-expired"'],
  ['one for another app', () => app.clerk.token('ada@example.com', { azp: 'http://localhost:9999' }), 401, '"reason":"token-invalid"'],
  ['one of another issuer', () => tokenWith({ claims: { iss: 'https://clerk.example.com' } }), 401, '"reason":"token-invalid"'],
  ['one of a pending session', () => tokenWith({ claims: { sts: 'pending' } }), 401, '"reason":"token-invalid"'],
  ['one without a session', () => tokenWith({ claims: { sid: null } }), 401, '"reason":"token-invalid"'],
  ['one of another class', () => tokenWith({ header: { cat: 'cl_B7d4PD222AAA' } }), 401, '"reason":"token-invalid"'],
  ['one that was tampered with', async () => tampered(await app.clerk.token('ada@example.com')), 401, '"reason":"token-invalid"'],
  ['one whose payload is null', () => `${part({ alg: 'RS256', kid: 'x' })}.${part(null)}.x`, 401, '"reason":"token-invalid"'],
  ['no token at all', () => 'nonsense', 401, '"reason":"token-invalid"'],
]

const tokenWith = (request: TokenRequest) => app.clerk.token('ada@example.com', request)
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function tampered(token: string): string {
  const [header, payload, signature] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) // a token of the stand-in has three parts
  return `${header}.${part({ ...claims, sub: 'user_linus0000000000000000000000' })}.${signature}`
}

describe.each([
  ['tRPC', '/trpc/user.profile'],
  ['REST', '/api/profile'],
])('%s', (_, path) => {
  describe.each([
    ['Bearer', (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })],
    ['cookie', (token: string): Record<string, string> => ({ cookie: `__session=${token}` })],
  ])('by %s', (_how, headersFor) => {
    it.each(rows)('answers %s', async (_what, token, status, says) => {
      const response = await fetch(`${app.url}${path}`, { headers: headersFor(await token()) })
      expect(response.status).toBe(status)
      const text = await response.text()
      expect(text).toContain(says)
      expect(text).not.toMatch(/stack|at .+\.[tj]s:/)
    })
  })

  it('does not fall back to a good cookie when the Bearer token is bad', async () => {
    const cookie = `__session=${await app.clerk.token('ada@example.com')}`
    for (const authorization of ['Bearer nonsense', 'Basic YTpi']) expect((await fetch(`${app.url}${path}`, { headers: { cookie, authorization } })).status).toBe(401)
  })
})

it('refuses a change by cookie from another site, and takes it from the web’s own pages', async () => {
  const cookie = `__session=${await app.clerk.token('ada@example.com')}`
  const change = (origin: string) =>
    fetch(`${app.url}/trpc/user.updateProfile`, {
      method: 'POST',
      headers: { cookie, origin, 'content-type': 'application/json' },
      body: JSON.stringify({ json: { displayName: 'Ada', bio: '', timeZone: 'UTC' } }),
    })
  expect((await change('https://evil.example')).status).toBe(403)
  expect((await change('http://localhost:3000')).status).toBe(200)
})

it('refuses a token from the moment that Clerk says its session has ended', async () => {
  const token = await app.clerk.token('ada@example.com')
  const profile = () => fetch(`${app.url}/api/profile`, { headers: { authorization: `Bearer ${token}` } })
  expect((await profile()).status).toBe(200)
  const { sid } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { sid: string } // the stand-in's own
  expect(await sendMessage(app.url, 'session.ended', { object: 'session', id: sid, user_id: 'user_ada000000000000000000000000' })).toBe(200)
  expect((await profile()).status).toBe(401)
})
