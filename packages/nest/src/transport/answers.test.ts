import { connect, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { TOKEN_VERIFIER, type TokenVerifier } from '../auth/token-verifier.ts'
import { bearer, start, type Started } from '../../test/start.ts'
import { token } from '../../test/tokens.ts'

let app: Started
beforeAll(async () => {
  app = await start()
})
beforeEach(() => void app.logged.splice(0))
afterAll(() => app.close())

const inputOf = (value: unknown) => encodeURIComponent(JSON.stringify({ json: value }))
const ID = 'from-the-web-1'
const events = { accept: 'text/event-stream' }

describe('an error that nobody expected', () => {
  it('is logged once for each call of a batch that has it', async () => {
    const input = encodeURIComponent(JSON.stringify({ 0: { json: { how: 'unknown' } }, 2: { json: { how: 'trpc-internal' } } }))
    const response = await app.get(`/trpc/desk.fail,desk.anybody,desk.fail?batch=1&input=${input}`)
    expect(response.status).toBe(207)
    expect(await response.text()).not.toContain('hunter2')
    expect(app.logged).toHaveLength(2)
  })

  it('shows no stack of an error that was expected', async () => {
    for (const how of ['domain', 'nest', 'trpc']) expect(await (await app.get(`/trpc/desk.fail?input=${inputOf({ how })}`)).text()).not.toMatch(/stack|at .*\.[tj]s/)
    expect(app.logged).toEqual([])
  })
})

describe('every answer', () => {
  it.each<[string, string, Record<string, string>]>([
    ['a document', '/trpc/desk.anybody', {}],
    ['a batch', '/trpc/desk.anybody,desk.user?batch=1', {}],
    ['JSON lines', '/trpc/desk.anybody,desk.user?batch=1', { 'trpc-accept': 'application/jsonl' }],
    ['events', `/trpc/feed.count?input=${inputOf({ upTo: 1 })}`, events],
    ['REST', '/api/anybody', {}],
    ['an error of REST', '/api/user', {}],
    ['an error', '/trpc/desk.user', {}],
    ['a refusal', `/trpc/${'a,'.repeat(21)}?batch=1`, {}],
    ['nothing', '/nowhere', {}],
  ])('names its request and its time: %s', async (_, path, headers) => {
    const response = await app.get(path, { 'x-request-id': ID, ...headers })
    await response.body?.cancel()
    expect(response.headers.get('x-request-id')).toBe(ID)
    expect(response.headers.get('server-timing')).toMatch(/;dur=\d{1,3}(\.\d+)?(,|$)/)
  })

  it('names its request where the address cannot even be routed', async () => {
    const answer = await raw('GET /trpc/%zz HTTP/1.1', `X-Request-Id: ${ID}`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toMatch(new RegExp(`^x-request-id: ${ID}\\r$`, 'mi'))
    expect(answer).not.toContain('%zz')
  })

  async function raw(...lines: string[]): Promise<string> {
    const socket = connect((app.app.getHttpServer().address() as AddressInfo).port, '127.0.0.1') // it listens on TCP
    socket.write([...lines, 'Host: localhost', 'Connection: close', '', ''].join('\r\n'))
    return text(socket)
  }
})

describe('work', () => {
  afterEach(() => vi.restoreAllMocks())
  /** Counts; verifies as ever. */
  const verifications = () => vi.spyOn(app.app.get<TokenVerifier>(TOKEN_VERIFIER), 'verify')

  it('is one verification for twenty calls', async () => {
    const verify = verifications()
    const client = app.batchingClient(bearer(token()))
    await Promise.all(Array.from({ length: 20 }, () => client.desk.user.query()))
    expect(verify).toHaveBeenCalledTimes(1)
  })

  it('is not begun for what its size, kind or method rules out', async () => {
    const verify = verifications()
    const headers = { ...bearer(token()), 'content-type': 'application/json' }
    const send = (path: string, init: RequestInit) => fetch(`${app.url}/trpc/${path}`, { ...init, headers: { ...headers, ...init.headers } })
    const refused = await Promise.all([
      send(`${'desk.anybody,'.repeat(20)}desk.anybody?batch=1&input=${'{'.repeat(1_000)}`, {}),
      send('desk.post', { method: 'POST', body: `{${' '.repeat(1_000_001)}` }),
      send('desk.post', { method: 'POST', body: '{', headers: { 'content-type': 'text/plain' } }),
      send('desk.post', { method: 'PUT', body: '{' }),
    ])
    expect(refused.map(({ status }) => status)).toEqual([413, 413, 415, 405])
    expect(verify).not.toHaveBeenCalled()
  })

  it('on a batch of unknown or repeated paths answers with a few times its bytes', async () => {
    for (const name of ['desk.user', 'no.such', 'x'.repeat(150)]) {
      const path = `/trpc/${Array.from({ length: 20 }, () => name).join(',')}?batch=1&input=%7B%7D`
      const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n`
      const answer = await (await app.get(path)).arrayBuffer()
      expect(answer.byteLength / request.length, name).toBeLessThan(20)
    }
  })
})

// Last: Nest has one logger for all apps, that of the app started last.
describe('an error that nobody expected, in any environment', () => {
  afterEach(() => vi.unstubAllEnvs())

  it.each(['production', 'development', 'test'])('is masked, and logged once with its cause and the request’s id (%s)', async (environment) => {
    vi.stubEnv('NODE_ENV', environment)
    const own = await start()
    for (const path of [`/trpc/desk.fail?input=${inputOf({ how: 'unknown' })}`, '/api/fail/unknown']) {
      own.logged.splice(0)
      const response = await own.get(path, { 'x-request-id': ID })
      const body = await response.text()
      expect(response.status, path).toBe(500)
      expect(body).toContain(`"requestId":"${ID}"`)
      expect(body).not.toMatch(/hunter2|refused|stack|at .*\.[tj]s/)
      expect(own.logged).toHaveLength(1)
      expect(own.logged[0]?.[0]).toMatchObject({ requestId: ID, err: { message: 'secret db password=hunter2', cause: { message: 'connection refused' } } })
    }
    await own.close()
  })
})
