import { createTRPCClient } from '@trpc/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serializedError, startEventServer, type EventServer } from '../../test/event-server.ts'
import { ada, sessionToken } from '../../test/session-token.ts'
import type { NoteRouter } from '../../test/start-api.ts'
import { webLocks } from '../../test/web-locks.ts'
import { errorData, isSignedOut } from '../errors.ts'
import { browserLinks } from './browser-links.ts'
import { createTokenSource } from './token-source.ts'

let server: EventServer
let scope: AbortController
let serial: number

beforeEach(async () => {
  server = await startEventServer()
  scope = new AbortController()
  serial = 1
  vi.stubGlobal('navigator', { locks: webLocks() })
})
afterEach(async () => {
  scope.abort()
  await server.close()
  vi.unstubAllGlobals()
})

/** What a component sees of its subscription. */
function watch(input: { room: string; lastEventId?: string } = { room: 'hall' }) {
  const tokens = createTokenSource(ada, async (options) => sessionToken(ada, options?.skipCache ? ++serial : serial))
  const client = createTRPCClient<NoteRouter>({ links: browserLinks({ url: `${server.url}/trpc`, tokens, identityKey: 'ada', signal: scope.signal }) })
  const seen = { data: [] as unknown[], states: [] as string[], errors: [] as unknown[], completed: 0 }
  const { unsubscribe } = client.note.watch.subscribe(input, {
    onData: (data) => seen.data.push(data),
    onError: (error) => seen.errors.push(error),
    onComplete: () => void seen.completed++,
    onConnectionStateChange: ({ state, error }) => seen.states.push(error ? `${state}: ${error.message}` : state),
  })
  return { ...seen, seen, unsubscribe }
}

const STARTED = 'event: connected\ndata: {}\n\n'
const data = (view: ReturnType<typeof watch>, count: number) => vi.waitFor(() => expect(view.data).toHaveLength(count))

describe('subscriptionLink', () => {
  it('gives tRPC’s client events with their ids, and the server a token in a header', async () => {
    const view = watch()
    const connection = await server.next()
    connection.write(STARTED)
    connection.send({ text: 'one' }, '1')
    await data(view, 1)
    expect(view.data).toEqual([{ id: '1', data: { text: 'one' } }])
    expect(connection.token).toBe(sessionToken(ada))
    expect(connection.path).toBe(`/trpc/note.watch?input=${encodeURIComponent('{"json":{"room":"hall"}}')}`)
  })

  it('shows nothing of a stream that ends with its token and resumes', async () => {
    const view = watch()
    const first = await server.next()
    first.write(STARTED)
    first.send({ text: 'one' }, '1')
    await data(view, 1)
    first.end()
    const second = await server.next()
    expect(second.lastEventId).toBe('1')
    second.refuse({ httpStatus: 401, reason: 'token-expired' })
    const third = await server.next()
    expect(third.token).toBe(sessionToken(ada, 2))
    third.write(STARTED)
    third.send({ text: 'two' }, '2')
    await data(view, 2)
    expect([...new Set(view.states)]).toEqual(['connecting', 'pending'])
    expect([view.errors, view.seen.completed]).toEqual([[], 0])
  })

  it('tells a component why it is refused, in the API’s own words', async () => {
    const view = watch()
    ;(await server.next()).refuse({ httpStatus: 403, reason: 'permission-missing' })
    await vi.waitFor(() => expect(view.errors).toHaveLength(1))
    expect(errorData(view.errors[0])).toMatchObject({ httpStatus: 403, reason: 'permission-missing' })
    expect(server.requests).toHaveLength(1)
  })

  it('tells it of an error in the stream that will not pass, and hangs up', async () => {
    const view = watch()
    const connection = await server.next()
    connection.write(`${STARTED}event: serialized-error\ndata: ${serializedError({ httpStatus: 404, code: 'NOT_FOUND' })}\n\n`)
    await vi.waitFor(() => expect(view.errors).toHaveLength(1))
    expect(errorData(view.errors[0])).toMatchObject({ code: 'NOT_FOUND' })
    await connection.closed
  })

  it('completes when the server has no more to say, and does not come back', async () => {
    const view = watch()
    const connection = await server.next()
    connection.write(`${STARTED}event: return\ndata: \n\n`)
    await vi.waitFor(() => expect(view.seen.completed).toBe(1))
    await connection.closed
    expect(server.requests).toHaveLength(1)
  })

  it('hangs up when the component goes', async () => {
    const view = watch()
    const connection = await server.next()
    connection.write(STARTED)
    view.unsubscribe()
    await connection.closed
    expect(server.requests).toHaveLength(1)
  })

  it('shares one stream between components that begin in different places, and one for each input', async () => {
    const [one, elsewhere] = [watch(), watch({ room: 'attic' })]
    const connections = [await server.next(), await server.next()]
    const hall = connections.find(({ path }) => path.includes('hall'))!
    hall.write(STARTED)
    hall.send({ text: 'one' }, '1')
    await data(one, 1)
    const two = watch({ room: 'hall', lastEventId: '1' })
    await vi.waitFor(() => expect(two.states).toContain('pending'))
    hall.send({ text: 'two' }, '2')
    await data(one, 2)
    await data(two, 1)
    expect(two.data).toEqual([{ id: '2', data: { text: 'two' } }])
    expect(elsewhere.data).toEqual([])
    expect(server.requests).toHaveLength(2)
  })

  it('tells other tabs no token', async () => {
    const posted = vi.spyOn(BroadcastChannel.prototype, 'postMessage')
    const view = watch()
    const connection = await server.next()
    connection.send({ text: 'one' }, '1')
    await data(view, 1)
    const text = JSON.stringify(posted.mock.calls)
    expect(text).toContain('one')
    expect(text).not.toContain(sessionToken(ada).split('.')[1])
    posted.mockRestore()
  })

  it('ends at once with the identity that it belongs to', async () => {
    const view = watch()
    const connection = await server.next()
    connection.write(STARTED)
    connection.send({ text: 'one' }, '1')
    await data(view, 1)
    scope.abort()
    await connection.closed
    await vi.waitFor(() => expect(view.errors).toHaveLength(1))
    expect(isSignedOut(view.errors[0])).toBe(true)
    expect(server.requests).toHaveLength(1)
  })
})
