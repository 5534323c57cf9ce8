import { request } from 'node:http'
import { expect, it } from 'vitest'
import { standIn } from '../../test/stand-in.ts'
import { servedRoutes } from '../conformance/conformance.ts'
import { controlRoutes } from '../control/routes.ts'

const local = await standIn({ settings: { passkeys: true, social: ['google'], organizations: { domains: { enabled: true } } } })

/** The same numbers on every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const next = random(4400)
const one = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T // the lists below are not empty

const FIELDS = ['name', 'first_name', 'slug', 'role', 'email_address', 'identifier', 'password', 'strategy', 'code', 'user_id', 'subject', 'public_metadata', 'unsafe_metadata', 'redirect_url', 'action_complete_redirect_url', 'limit', 'offset', 'order_by', 'query', 'ticket', 'token', 'claims', 'scopes', 'route', 'status', '__proto__', 'constructor', 'file']
const VALUES = ['', '%', '\u0000', '__proto__', 'NaN', '-1', '1e309', 'true', 'null', '[]', '{"a":{"toString":1}}', 'javascript:alert(1)', 'http://[', '//evil.example', '"><script>', 'ada@example.com', 'user_ada000000000000000000000000', 'oauth_google', 'email_code', '\u{1f980}', 'x'.repeat(5000)]
const JSON_VALUES: readonly unknown[] = [...VALUES, null, 0, -1, true, [], [null], {}, { toString: 1, valueOf: 2 }, [{ toString: 1 }], '\ud800', ['\udfff'], [[[]]], { __proto__: null, length: 1e9 }]
const TYPES = ['application/json', 'application/json; charset=utf-16', 'application/x-www-form-urlencoded', 'multipart/form-data', 'multipart/form-data; boundary=x', 'application/octet-stream', 'text/plain', ';']
const ORIGINS = ['http://localhost:3000', 'file://', 'null', 'chrome-extension://abc', 'about:blank', 'http://[']

function bodyOf(type: string): string {
  const fields = Array.from({ length: 4 }, () => one(FIELDS))
  if (type.includes('json')) return one([() => JSON.stringify(Object.fromEntries(fields.map((field) => [field, one(JSON_VALUES)]))), () => '[null,{}]', () => '{"a":', () => `${'{"name":'.repeat(5000)}1${'}'.repeat(5000)}`])()
  if (type.includes('boundary')) return `--x\r\nContent-Disposition: form-data; name="${one(FIELDS)}"\r\n\r\n${one(VALUES)}\r\n${one(['--x--\r\n', ''])}`
  return new URLSearchParams(fields.flatMap((field): [string, string][] => [[field, one(VALUES)], [field, one(VALUES)]])).toString()
}

/** By hand, since `fetch` would correct what is wrong on purpose. */
function send(method: string, path: string, headers: Record<string, string>, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: new URL(local.url).port, method, path, headers: { ...headers, host: 'localhost' } }, (answer) => answer.resume().on('end', () => resolve(answer.statusCode ?? 0))).on('error', reject).end(body)
  })
}

it('answers junk on every route with anything but a failure of its own', async () => {
  const { backend, frontend } = servedRoutes()
  const control = controlRoutes(local, () => []).map(({ method, path }) => `${method} ${path}`)
  const failed: string[] = []
  for (const [routes, authorization] of [[backend, `Bearer ${local.secretKey}`], [frontend, undefined], [control, undefined]] as const) {
    for (const route of routes) {
      for (let round = 0; round < 5; round++) {
        const [method = '', pattern = ''] = route.split(' ')
        const query = new URLSearchParams([[one(FIELDS), one(VALUES)], [one(FIELDS), one(VALUES)]])
        const path = `${pattern.replace(/:\w+/g, () => encodeURIComponent(one(VALUES)) || '%')}?${query}`
        const type = one(TYPES)
        const body = method === 'GET' ? '' : bodyOf(type)
        const status = await send(method, path, { 'content-type': type, 'content-length': String(Buffer.byteLength(body)), ...(authorization === undefined ? { ...(routes === frontend && { origin: one(ORIGINS) }) } : { authorization }) }, body)
        if (status >= 500 && status !== 501) failed.push(`${status} ${method} ${path.slice(0, 200)} ${type} ${body.slice(0, 300)}`)
      }
    }
  }
  expect(failed).toEqual([])
  expect(await send('GET', '/health', {}, '')).toBe(200)
}, 30_000)

it('refuses JSON without end in a form, and keeps going', async () => {
  const metadata = `${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)}`
  const body = new URLSearchParams({ email_address: 'deep@example.com', unsafe_metadata: metadata }).toString()
  expect(await send('POST', '/v1/client/sign_ups', { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) }, body)).toBe(422)
  expect(await send('GET', '/v1/environment', {}, '')).toBe(200)
})

it('refuses to play a failure that is none', () => {
  for (const status of [0, 200, 99_999, 12.5, Number.NaN]) expect(() => local.fail('GET /v1/environment', status)).toThrow('from 400 to 599')
  for (const milliseconds of [-1, 1e12, Number.NaN]) expect(() => local.latency('GET /v1/environment', milliseconds)).toThrow('from 0')
})
