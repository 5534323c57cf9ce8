import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFixture, type Fixture } from '../../test/fixture-app.ts'

let fixture: Fixture
let authorization: string
beforeAll(async () => {
  fixture = await startFixture()
  authorization = `Bearer ${await fixture.clerk.token('ada@example.com')}`
})
afterAll(() => fixture.close())

async function call(path: string, init: RequestInit = {}) {
  const response = await fetch(`${fixture.url}${path}`, { ...init, headers: { authorization, ...init.headers } })
  const text = await response.text()
  return { status: response.status, text, headers: response.headers }
}
const json = { 'content-type': 'application/json' }
const rename = (body: string, headers: Record<string, string> = json) => call('/trpc/note.rename', { method: 'POST', body, headers })

describe('methods', () => {
  it('GET for a mutation, POST for a query, PUT and an override are 405', async () => {
    expect((await call('/trpc/note.manage')).status).toBe(405)
    expect((await call('/trpc/note.mine', { method: 'POST', headers: json, body: '{}' })).status).toBe(405)
    for (const method of ['PUT', 'PATCH', 'DELETE']) expect((await call('/trpc/note.manage', { method, headers: json, body: '{}' })).status).toBe(405)
    expect((await call('/trpc/note.manage', { headers: { 'x-http-method-override': 'POST' } })).status).toBe(405)
  })
})

describe('content types', () => {
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', ''])('%s is 415', async (type) => {
    expect((await rename('{}', { 'content-type': type })).status).toBe(415)
  })

  it('a POST without a body needs one too', async () => {
    expect((await call('/trpc/note.manage', { method: 'POST' })).status).toBe(415)
  })
})

describe('sizes', () => {
  it('a batch of twenty passes and one of twenty-one is 413, escaped commas or not', async () => {
    const batch = (count: number, comma: string) => call(`/trpc/${Array.from({ length: count }, () => 'note.mine').join(comma)}?batch=1&input=%7B%7D`)
    expect((await batch(20, ',')).status).toBe(200)
    expect((await batch(21, ',')).status).toBe(413)
    expect((await batch(21, '%2C')).status).toBe(413)
  })

  it('a batch of twenty long names is not too long a path', async () => {
    const { status } = await call(`/trpc/${Array.from({ length: 20 }, (_, i) => `note.${'x'.repeat(80)}${i}`).join(',')}?batch=1&input=%7B%7D`)
    expect(status).toBe(404)
  })

  it('unknown paths get one small error each, without the path', async () => {
    const path = Array.from({ length: 20 }, (_, i) => `note.${'x'.repeat(80)}${i}`).join(',')
    const { text } = await call(`/trpc/${path}?batch=1&input=%7B%7D`)
    expect(text).not.toContain('xxxx')
    expect(text.length).toBeLessThan(4 * path.length)
  })

  it('a body over one megabyte is 413', async () => {
    const { status, text } = await rename(JSON.stringify({ json: { name: 'x'.repeat(1_000_001), size: 1 } }))
    expect(status).toBe(413)
    expect(text).toContain('PAYLOAD_TOO_LARGE')
  })

  it('JSON 200,000 levels deep is refused and the server lives', async () => {
    expect((await rename(`{"json":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)).status).toBe(400)
    expect((await call('/trpc/note.mine')).status).toBe(200)
  })
})

describe('hostile JSON', () => {
  it.each(['{', 'null', '[]', '"text"', '{"json":null}', '{"json":{"name":"x"},"meta":{"values":1}}'])('%s is 400', async (body) => {
    const { status, text } = await rename(body)
    expect(status).toBe(400)
    expect(text).not.toMatch(/at .*\.(ts|js|mjs)/)
  })

  it.each(['__proto__', 'constructor', 'prototype'])('a key called %s pollutes nothing', async (key) => {
    const sent = [
      `{"json":{"name":"x","size":1,"${key}":{"polluted":true}}}`,
      `{"json":{"name":"x","size":1},"meta":{"values":{"${key}.polluted":["Date"]}}}`,
      `{"json":{"name":"x","size":1},"meta":{"referentialEqualities":{"name":["${key}.polluted"]}}}`,
    ]
    for (const body of sent) expect([200, 400]).toContain((await rename(body)).status)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it.each(['regexp', 'class', 'symbol', 'Error', 'custom'])('an annotation of type %s is refused', async (type) => {
    expect((await rename(`{"json":{"name":"/(a+)+$/","size":1},"meta":{"values":{"name":["${type}"]}}}`)).status).toBe(400)
    expect((await rename(`{"json":{"name":"/(a+)+$/","size":1},"meta":{"values":{"name":[["${type}","x"]]}}}`)).status).toBe(400)
  })
})

it('refuses an annotation that makes an array of four billion elements, before a schema looks at them', async () => {
  const { status, text } = await rename('{"json":{"name":[],"size":1},"meta":{"values":{"name.4294967294":["undefined"]}}}')
  expect(status).toBe(400)
  expect(text).not.toContain('fieldErrors')
})

it('tells caches and compressing proxies to leave every answer alone', async () => {
  for (const path of ['/trpc/note.mine', '/trpc/note.nothing', '/trpc/note.manage'])
    expect((await call(path)).headers.get('cache-control')).toBe('no-store, no-transform')
})
