import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { start, type Started } from '../../test/start.ts'

let app: Started
beforeAll(async () => {
  app = await start()
})
afterAll(() => app.close())

const json = { 'content-type': 'application/json' }
const send = (method: string, path: string, init: RequestInit = {}) => fetch(`${app.url}/trpc/${path}`, { method, ...init })
const codeOf = async (response: Response) => {
  const body = (await response.json()) as { error: { json: { data: { code: string; httpStatus: number } } } }
  expect(body.error.json.data.httpStatus).toBe(response.status)
  return body.error.json.data.code
}

describe('a call', () => {
  it('carries dates both ways', async () => {
    const at = new Date(86_400_000)
    expect(await app.client().desk.at.query({ at })).toEqual({ at })
  })

  it('may come in a batch whose path is far longer than 100 characters', async () => {
    const client = app.batchingClient()
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.desk.anybody.query()))
    expect(answers).toHaveLength(20)
  })

  it('is never cached nor held back by a compressing proxy', async () => {
    for (const path of ['desk.anybody', 'desk.user', 'no.such', '%25'])
      expect((await send('GET', path)).headers.get('cache-control'), path).toBe('no-store, no-transform')
  })

  it('streams a batch as JSON lines, uncompressed on its way', async () => {
    const response = await send('GET', 'desk.anybody,desk.anybody?batch=1&input=%7B%7D', { headers: { 'trpc-accept': 'application/jsonl' } })
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
    expect((await response.text()).trim().split('\n').length).toBeGreaterThan(2)
  })
})

describe('the request id', () => {
  it('is the one that the web sent, when it is well-formed', async () => {
    const response = await send('GET', 'desk.user', { headers: { 'x-request-id': 'from-the-web-1' } })
    expect(response.headers.get('x-request-id')).toBe('from-the-web-1')
    expect(await response.text()).toContain('"requestId":"from-the-web-1"')
  })

  it('is a fresh one otherwise', async () => {
    for (const sent of ['short', 'x'.repeat(65), 'has spaces in it', 'quote"quote"', '{"a":"12345678"}']) {
      const received = (await send('GET', 'desk.anybody', { headers: { 'x-request-id': sent } })).headers.get('x-request-id')
      expect(received).toMatch(/^[A-Za-z0-9_-]{8,64}$/)
      expect(received).not.toBe(sent)
    }
  })
})

describe('methods', () => {
  it.each([
    ['GET', 'desk.post'],
    ['POST', 'desk.anybody'],
    ['PUT', 'desk.post'],
    ['PATCH', 'desk.post'],
    ['DELETE', 'desk.anybody'],
  ])('%s %s is refused with 405', async (method, path) => {
    const response = await send(method, path, method === 'GET' ? {} : { headers: json, body: '{}' })
    expect(response.status).toBe(405)
    expect(await codeOf(response)).toBe('METHOD_NOT_SUPPORTED')
  })

  it('cannot be overridden', async () => {
    const body = JSON.stringify({ json: null })
    expect((await send('POST', 'desk.anybody', { headers: { ...json, 'x-http-method-override': 'GET' }, body })).status).toBe(405)
    expect((await send('POST', 'desk.anybody?_method=GET', { headers: json, body })).status).toBe(405)
  })
})

describe('content types', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'application/jsonp',
    'text/plain; application/json',
    undefined,
  ])('%s is refused with 415', async (type) => {
    const body = new TextEncoder().encode('{"json":{"text":"x"}}')
    const response = await send('POST', 'desk.post', { headers: type === undefined ? {} : { 'content-type': type }, body })
    expect(response.status).toBe(415)
    expect(await codeOf(response)).toBe('UNSUPPORTED_MEDIA_TYPE')
  })

  it('takes JSON with a charset', async () => {
    const response = await send('POST', 'desk.post', { headers: { 'content-type': 'Application/JSON; charset=utf-8' }, body: '{"json":{"text":"abc"}}' })
    expect(await response.json()).toEqual({ result: { data: { json: { length: 3 } } } })
  })
})

describe('sizes', () => {
  it('refuses a body over 1 MB with 413, and takes one below', async () => {
    const post = (length: number) => app.post('/trpc/desk.post', { json: { text: 'x'.repeat(length) } })
    expect((await post(999_000)).status).toBe(200)
    const refused = await post(1_000_001)
    expect(refused.status).toBe(413)
    expect(await codeOf(refused)).toBe('PAYLOAD_TOO_LARGE')
  })

  it('refuses a batch of 21 with 413, however the commas and the flag are written', async () => {
    const paths = Array.from({ length: 21 }, () => 'desk.anybody')
    for (const url of [
      `${paths.join(',')}?batch=1`,
      `${paths.join('%2C')}?batch=1`,
      `${paths.join('%252c')}?batch=1`,
      `${paths.join(',')}?batch=%31`,
      `${paths.join(',')}?x=?&batch=1`,
    ]) {
      const response = await send('GET', url)
      expect(response.status, url.slice(-30)).toBe(413)
      expect((await response.text()).length).toBeLessThan(400)
    }
  })

  it('answers unknown and repeated paths with no more than a few times the request', async () => {
    for (const name of ['a', 'no.such', 'x'.repeat(150), 'desk.user']) {
      const url = `${Array.from({ length: 20 }, () => name).join(',')}?batch=1&input=%7B%7D`
      const text = await (await send('GET', url)).text()
      expect(text.length, name).toBeLessThan(20 * 250)
      expect(name.length > 100 && text.includes(name), name).toBe(false)
    }
  })

  it('answers a path longer than any batch needs without repeating it', async () => {
    const response = await send('GET', 'x'.repeat(5_000))
    expect([404, 414]).toContain(response.status)
    expect((await response.text()).length).toBeLessThan(400)
  })
})

describe('what cannot be read', () => {
  it.each(['%25', '%25zz', 'desk.anybody%2525'])('a path that does not decode, %s, is a small client error', async (path) => {
    const response = await send('GET', path)
    expect([400, 404]).toContain(response.status)
    expect(app.logged).toEqual([])
  })

  it.each(['{', '', 'null', '[]', '"text"', '{"json":', `${'['.repeat(200_000)}`])('a body like %.12j is refused with 400', async (body) => {
    const response = await send('POST', 'desk.post', { headers: json, body })
    expect(response.status).toBe(400)
    expect((await response.text()).length).toBeLessThan(1_000)
  })

  it('an input in the URL that is not JSON is refused with 400', async () => {
    const response = await send('GET', 'desk.at?input={')
    expect(response.status).toBe(400)
    expect(await codeOf(response)).toBe('BAD_REQUEST')
  })

  it('fields called __proto__ pollute nothing', async () => {
    const response = await send('POST', 'desk.post', { headers: json, body: '{"json":{"text":"x","__proto__":{"polluted":1}}}' })
    expect(response.status).toBeLessThan(500)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})
