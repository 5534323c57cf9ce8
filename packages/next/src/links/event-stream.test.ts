import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serializedError, startEventServer, type Connection, type EventServer } from '../../test/event-server.ts'
import { ada, linus, sessionToken } from '../../test/session-token.ts'
import { isUnavailable } from '../errors.ts'
import type { StreamEvent } from './event-stream-parser.ts'
import { openEventStream, type Timing } from './event-stream.ts'
import { judgeError } from './judge-error.ts'
import { createTokenSource } from './token-source.ts'

let server: EventServer
let events: StreamEvent[]
let interruptions: Error[]
let signedOut: number
/** Who is signed in by now, and how often a token was renewed. */
let signedIn: typeof ada
let serial: number
let close: () => void

beforeEach(async () => {
  server = await startEventServer()
  ;[events, interruptions, signedOut] = [[], [], 0]
  ;[signedIn, serial] = [ada, 1]
  close = () => {}
})
afterEach(async () => {
  close()
  await server.close()
  vi.unstubAllGlobals()
})

// Nothing waits long in here: a pause is what a test may sit through, silence what it may not run into by accident.
const quick: Timing = { silence: 20_000, pause: 1, maxPause: 5, offline: 60_000, spread: 1, healthy: 0 }

function open(timing: Partial<Timing> = {}, lastEventId = '') {
  const tokens = createTokenSource(ada, async (options) => sessionToken(signedIn, options?.skipCache ? ++serial : serial))
  close = openEventStream(
    { url: `${server.url}/trpc/note.watch?input=x`, tokens, fetch, judge: judgeError, timing: { ...quick, ...timing } },
    { event: (event) => events.push(event), interrupted: (error) => interruptions.push(error), signedOut: () => void signedOut++ },
    lastEventId,
  )
}

const data = () => events.map((event) => event.data)
const received = (count: number) => vi.waitFor(() => expect(events).toHaveLength(count))

describe('openEventStream', () => {
  it('passes events on as they are written, with the token in a header and not in the URL', async () => {
    open()
    const connection = await server.next()
    connection.write('event: connected\ndata: {}\n\n')
    await received(1)
    connection.write('data: 1\nid: a\n\n')
    await received(2)
    expect(events).toEqual([{ type: 'connected', data: '{}' }, { type: 'message', data: '1', id: 'a' }])
    expect(connection).toMatchObject({ token: sessionToken(ada), lastEventId: null, path: '/trpc/note.watch?input=x' })
    expect(server.requests[0]).toMatchObject({ cookie: null, requestId: expect.stringMatching(/^[0-9a-f]{32}$/) })
  })

  it('opens a stream that the server ends again, with the last id and a token asked for afresh, and says nothing of it', async () => {
    open({}, '7')
    const first = await server.next()
    expect(first.lastEventId).toBe('7')
    first.write('data: 1\nid: 8\n\n')
    await received(1)
    serial = 2
    first.end()
    const second = await server.next()
    expect(second).toMatchObject({ lastEventId: '8', token: sessionToken(ada, 2) })
    second.write('data: 2\nid: 9\n\n')
    await received(2)
    expect(data()).toEqual(['1', '2'])
    expect([interruptions, signedOut]).toEqual([[], 0])
  })

  it('resumes after a connection that is cut in the middle of a frame, without a gap or a duplicate', async () => {
    open()
    const first = await server.next()
    first.write('data: 1\nid: 1\n\ndata: 2\nid: 2')
    await received(1)
    first.cut()
    const second = await server.next()
    expect(second.lastEventId).toBe('1')
    second.write('data: 2\nid: 2\n\n')
    await received(2)
    expect(data()).toEqual(['1', '2'])
    expect(interruptions).toEqual([])
  })

  it.each([
    ['as an answer', (connection: Connection) => connection.refuse({ httpStatus: 401, reason: 'token-expired' })],
    ['as an event', (connection: Connection) => connection.write(`event: serialized-error\ndata: ${serializedError({ httpStatus: 401, reason: 'token-expired' })}\n\n`)],
  ])('renews an expired token once and goes on (refused %s)', async (_, refuse) => {
    open()
    refuse(await server.next())
    const second = await server.next()
    expect(second.token).toBe(sessionToken(ada, 2))
    second.write('data: 1\n\n')
    await received(1)
    expect(data()).toEqual(['1'])
    expect([interruptions, signedOut]).toEqual([[], 0])
  })

  it('tries again, and says so, while the API takes fresh tokens for expired ones, as with a wrong clock', async () => {
    open({ healthy: 1_000 })
    for (let refusals = 0; refusals < 4; refusals++) (await server.next()).refuse({ httpStatus: 401, reason: 'token-expired' })
    const connection = await server.next()
    expect(connection.token).toBe(sessionToken(ada, 3))
    connection.write('data: 1\n\n')
    await received(1)
    expect(data()).toEqual(['1'])
    expect(interruptions).toHaveLength(1)
  })

  it('gives up where trying again will not help, with the error that the server gave', async () => {
    open()
    ;(await server.next()).refuse({ httpStatus: 403, reason: 'permission-missing' })
    await received(1)
    expect(events).toEqual([{ type: 'serialized-error', data: serializedError({ httpStatus: 403, reason: 'permission-missing' }) }])
    expect(server.requests).toHaveLength(1)
  })

  it.each([
    ['the plain-text 500 of Next’s rewrite', (connection: Connection) => connection.answer(500, 'Internal Server Error')],
    ['a page of a gateway', (connection: Connection) => connection.answer(404, '<html>', 'text/html')],
    ['a server that is too busy', (connection: Connection) => connection.refuse({ httpStatus: 429 })],
    ['an error of the server in its stream', (connection: Connection) => connection.write(`event: serialized-error\ndata: ${serializedError({ httpStatus: 500 })}\n\n`)],
    ['a closed connection', (connection: Connection) => connection.cut()],
  ])('tries again after %s, and says so only when it goes on', async (_, fail) => {
    open({ healthy: 1_000 })
    fail(await server.next())
    const second = await server.next()
    expect(interruptions).toEqual([])
    fail(second)
    const third = await server.next()
    expect(interruptions).toHaveLength(1)
    expect(isUnavailable(interruptions[0])).toBe(true)
    third.write('data: 1\n\n')
    await received(1)
    expect(data()).toEqual(['1'])
  })

  it('takes a server that says nothing any more for dead', async () => {
    open({ silence: 50 })
    const first = await server.next()
    first.write('data: 1\nid: 1\n\n')
    await first.closed
    expect((await server.next()).lastEventId).toBe('1')
  })

  it('takes one that never begins to answer for dead, too', async () => {
    open({ silence: 50 })
    await (await server.next()).closed
    expect(await server.next()).toMatchObject({ lastEventId: null })
  })

  it('waits as long as the server asks for', async () => {
    open({ healthy: 60_000, pause: 60_000, maxPause: 60_000 })
    const first = await server.next()
    first.write('retry: 1\n\n')
    first.end()
    expect(await server.next()).toMatchObject({ lastEventId: null })
  })

  it('waits longer while the browser is offline', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    open({ healthy: 60_000, pause: 60_000, maxPause: 60_000, offline: 1 })
    ;(await server.next()).cut()
    expect(await server.next()).toMatchObject({ lastEventId: null })
  })

  it('tries again as soon as the browser is online', async () => {
    const browser = new EventTarget()
    vi.stubGlobal('addEventListener', browser.addEventListener.bind(browser))
    vi.stubGlobal('removeEventListener', browser.removeEventListener.bind(browser))
    vi.stubGlobal('navigator', { onLine: false })
    open({ healthy: 60_000 })
    ;(await server.next()).cut()
    await vi.waitFor(() => {
      browser.dispatchEvent(new Event('online'))
      expect(server.requests).toHaveLength(2)
    })
  })

  it('hangs up when it is closed and does not come back', async () => {
    open()
    const connection = await server.next()
    connection.write('data: 1\n\n')
    await received(1)
    close()
    await connection.closed
    expect(server.requests).toHaveLength(1)
  })

  it('closed at once, asks for nothing', async () => {
    open()
    close()
    await new Promise((resolve) => setImmediate(resolve))
    expect(server.requests).toEqual([])
  })

  it('ends when somebody else has signed in, and sends them nothing', async () => {
    signedIn = linus
    open()
    await vi.waitFor(() => expect(signedOut).toBe(1))
    expect(server.requests).toEqual([])
  })

  it('waits for Clerk as it waits for the API', async () => {
    let attempts = 0
    const tokens = createTokenSource(ada, async () => {
      if (++attempts < 3) throw new TypeError('Failed to fetch')
      return sessionToken(ada)
    })
    close = openEventStream({ url: server.url, tokens, fetch, judge: judgeError, timing: quick }, { event: () => {}, interrupted: () => {}, signedOut: () => void signedOut++ })
    expect(await server.next()).toMatchObject({ token: sessionToken(ada) })
    expect(signedOut).toBe(0)
  })
})
