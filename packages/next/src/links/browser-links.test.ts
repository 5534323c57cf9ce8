import { createTRPCClient } from '@trpc/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ada, sessionToken } from '../../test/session-token.ts'
import { startApi, startServer, type NoteRouter, type TestApi } from '../../test/start-api.ts'
import { errorData, isUnavailable } from '../errors.ts'
import { browserLinks } from './browser-links.ts'
import { createTokenSource, type GetToken } from './token-source.ts'

let api: TestApi
/** Clerk as this browser sees it: a token in its cache, and a fresh one for `skipCache`. */
let serial: number
let asked: { cached: number; fresh: number }

const getToken: GetToken = async (options) => {
  if (options?.skipCache) [serial, asked.fresh] = [serial + 1, asked.fresh + 1]
  else asked.cached += 1
  return sessionToken(ada, serial)
}

function clientOf(url: string) {
  return createTRPCClient<NoteRouter>({ links: browserLinks({ url: `${url}/trpc`, identityKey: 'ada', tokens: createTokenSource(ada, getToken) }) })
}

beforeEach(async () => {
  api = await startApi()
  serial = 1
  asked = { cached: 0, fresh: 0 }
})
afterEach(() => api.close())

describe('browserLinks', () => {
  it('sends one request with one token and one id for the calls of one moment, and no cookie', async () => {
    const client = clientOf(api.url)
    const [who, , now] = await Promise.all([client.note.whoami.query(), client.note.whoami.query(), client.note.now.query()])
    expect(who).toBe(sessionToken(ada))
    expect(now).toEqual(new Date(0))
    expect(api.requests).toHaveLength(1)
    expect(api.requests[0]).toMatchObject({ token: sessionToken(ada), cookie: null })
    expect(api.requests[0]?.requestId).toMatch(/^[0-9a-f]{32}$/)
    expect(asked).toEqual({ cached: 1, fresh: 0 })
  })

  it('splits what is over the batch limit or would make too long a URL', async () => {
    const client = clientOf(api.url)
    await Promise.all(Array.from({ length: 45 }, (_, index) => client.note.add.mutate(String(index))))
    expect(api.requests.map(({ path }) => path.split(',').length)).toEqual([20, 20, 5])
    await Promise.all(Array.from({ length: 45 }, () => client.note.whoami.query()))
    for (const { path } of api.requests) expect(path.length).toBeLessThan(2_083)
  })

  it('renews an expired token once for all concurrent calls and repeats them', async () => {
    api.expired.add(sessionToken(ada, 1))
    const client = clientOf(api.url)
    const answers = await Promise.all([client.note.whoami.query(), client.note.whoami.query(), client.note.add.mutate('one')])
    expect(answers).toEqual([sessionToken(ada, 2), sessionToken(ada, 2), 'one'])
    expect(asked.fresh).toBe(1)
  })

  it('repeats a refused mutation so that it runs exactly once', async () => {
    api.expired.add(sessionToken(ada, 1))
    await clientOf(api.url).note.add.mutate('one')
    expect(api.notes).toEqual(['one'])
    expect(api.requests.map(({ token }) => token)).toEqual([sessionToken(ada, 1), sessionToken(ada, 2)])
  })

  it('lets the second refusal through instead of trying for ever', async () => {
    for (const next of [1, 2, 3]) api.expired.add(sessionToken(ada, next))
    const error = await clientOf(api.url).note.add.mutate('one').catch((cause: unknown) => cause)
    expect(errorData(error)).toMatchObject({ httpStatus: 401, reason: 'token-expired' })
    expect(isUnavailable(error)).toBe(false)
    expect(api.requests).toHaveLength(2)
    expect(api.notes).toEqual([])
  })

  it('shows the refusal when no fresh token can be had', async () => {
    api.expired.add(sessionToken(ada, 1))
    const offline: GetToken = async (options) => {
      if (options?.skipCache) throw new Error('Clerk is unreachable')
      return sessionToken(ada, 1)
    }
    const client = createTRPCClient<NoteRouter>({ links: browserLinks({ url: `${api.url}/trpc`, identityKey: 'ada', tokens: createTokenSource(ada, offline) }) })
    const error = await client.note.whoami.query().catch((cause: unknown) => cause)
    expect(errorData(error)?.reason).toBe('token-expired')
  })

  it('recognises the plain-text 500 of Next’s rewrite as an API that is down', async () => {
    const proxy = await startServer((_, response) => void response.writeHead(500).end('Internal Server Error'))
    const error = await clientOf(proxy.url).note.whoami.query().catch((cause: unknown) => cause)
    await proxy.close()
    expect(isUnavailable(error)).toBe(true)
    expect(proxy.requests).toHaveLength(1)
  })

  it('recognises a refused connection as an API that is down', async () => {
    const gone = await startServer(() => {})
    await gone.close()
    const error = await clientOf(gone.url).note.whoami.query().catch((cause: unknown) => cause)
    expect(isUnavailable(error)).toBe(true)
  })

  it('does not mistake a cancelled call for an API that is down', async () => {
    const slow = await startServer(() => {})
    const controller = new AbortController()
    const call = clientOf(slow.url).note.whoami.query(undefined, { signal: controller.signal }).catch((cause: unknown) => cause)
    while (slow.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
    controller.abort()
    expect(isUnavailable(await call)).toBe(false)
    await slow.close()
  })
})
