import * as catalogClient from '@trpc/client'
import { EventSource } from 'eventsource'
import superjson from 'superjson'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startFeedServer, type FeedRouter } from './feed-server.ts'
import * as latestClient from './latest/index.ts'

let server: Awaited<ReturnType<typeof startFeedServer>>
beforeEach(async () => {
  server = await startFeedServer()
})
afterEach(() => server.close())

it('is tried with two clients that are not the same', () => {
  expect(latestClient.createTRPCClient).not.toBe(catalogClient.createTRPCClient)
})

describe.each([
  ['the client of our version', catalogClient],
  ['the newest client', latestClient as unknown as typeof catalogClient], // the same functions, with types of their own
])('%s', (_name, trpc) => {
  const options = () => ({ url: server.url, transformer: superjson })
  const linked = (link: catalogClient.TRPCLink<FeedRouter>) => trpc.createTRPCClient<FeedRouter>({ links: [link] })
  const at = new Date(86_400_000)

  describe.each([
    ['httpLink', () => linked(trpc.httpLink(options()))],
    ['httpBatchLink', () => linked(trpc.httpBatchLink(options()))],
    ['httpBatchStreamLink', () => linked(trpc.httpBatchStreamLink(options()))],
  ])('by %s', (_link, connect) => {
    it('queries with dates both ways', async () => {
      expect(await connect().at.query({ at })).toEqual({ at, next: new Date(86_400_001) })
    })

    it('mutates with sets and maps', async () => {
      expect(await connect().save.mutate({ tags: new Set(['a']) })).toEqual(new Map([['tags', new Set(['a'])]]))
    })

    it('calls without an input, and for nothing', async () => {
      expect(await connect().touch.mutate()).toBe('touched')
      expect(await connect().nothing.query()).toBeUndefined()
    })

    it('makes several calls at once', async () => {
      const client = connect()
      expect(await Promise.all([1, 2, 2, 3].map((n) => client.double.query(n)))).toEqual([2, 4, 4, 6])
    })

    it('gets an error with what the formatter adds', async () => {
      const error: unknown = await connect().conflict.query().catch((cause: unknown) => cause)
      expect(error).toBeInstanceOf(trpc.TRPCClientError)
      expect(error).toMatchObject({ message: 'Somebody else was faster.', data: { code: 'CONFLICT', httpStatus: 409, path: 'conflict', hint: 'Read it again.' } })
    })

    it('gets an error for an input that its schema refuses, and one for a procedure that is not there', async () => {
      const client = connect() as unknown as { double: { query(input: string): Promise<unknown> }; missing: { query(): Promise<unknown> } } // a client without types
      await expect(client.double.query('x')).rejects.toMatchObject({ data: { code: 'BAD_REQUEST', httpStatus: 400 } })
      await expect(client.missing.query()).rejects.toMatchObject({ data: { code: 'NOT_FOUND', path: 'missing' } })
    })

    it('ends a procedure whose caller gives up', async () => {
      const caller = new AbortController()
      const answer = connect().hang.query(undefined, { signal: caller.signal })
      const failure = answer.catch((cause: unknown) => cause)
      await vi.waitFor(() => expect(server.events).toContain('hang begins'))
      caller.abort()
      expect(await failure).toBeInstanceOf(trpc.TRPCClientError)
      await vi.waitFor(() => expect(server.events).toContain('hang is aborted'))
    })
  })

  it('sends calls of one moment as one batch, and only some of them fail', async () => {
    const client = linked(trpc.httpBatchLink(options()))
    const answers = await Promise.allSettled([client.double.query(1), client.conflict.query(), client.at.query({ at })])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(server.requests).toEqual(['GET /trpc/double,conflict,at'])
  })

  it('makes several batches of more calls than the limit when it is told to', async () => {
    const client = linked(trpc.httpBatchLink({ ...options(), maxItems: 20 }))
    await Promise.all(Array.from({ length: 30 }, (_, n) => client.double.query(n)))
    expect(server.requests).toHaveLength(2)
  })

  it('is told that a batch is too large', async () => {
    const client = linked(trpc.httpBatchLink(options()))
    const answers = await Promise.allSettled(Array.from({ length: 21 }, (_, n) => client.double.query(n)))
    for (const answer of answers) expect(answer).toMatchObject({ status: 'rejected', reason: { data: { code: 'PAYLOAD_TOO_LARGE', httpStatus: 413 } } })
  })

  it('reads lists and promises as they come, by httpBatchStreamLink', async () => {
    const client = linked(trpc.httpBatchStreamLink(options()))
    const received: number[] = []
    for await (const left of await client.countdown.query(3)) received.push(left)
    expect(received).toEqual([3, 2, 1])
    const { now, later } = await client.later.query()
    expect([now, await later]).toEqual([1, new Date(0)])
  })

  it('does not wait for the slowest call of a batch, by httpBatchStreamLink', async () => {
    const client = linked(trpc.httpBatchStreamLink(options()))
    const slow = client.gate.query()
    expect(await client.double.query(4)).toBe(8)
    expect(server.requests).toEqual(['GET /trpc/gate,double'])
    await client.openGate.mutate()
    expect(await slow).toBe('through')
  })

  it('may not send a query as POST', async () => {
    const client = linked(trpc.httpLink({ ...options(), methodOverride: 'POST' }))
    await expect(client.double.query(1)).rejects.toMatchObject({ data: { code: 'METHOD_NOT_SUPPORTED', httpStatus: 405 } })
    expect(server.requests).toEqual(['POST /trpc/double'])
  })

  it.each([
    ['a form', () => new FormData()],
    ['bytes', () => new Uint8Array([1, 2, 3])],
  ])('may not upload %s', async (_what, input) => {
    await expect(linked(trpc.httpLink(options())).upload.mutate(input())).rejects.toMatchObject({ data: { code: 'UNSUPPORTED_MEDIA_TYPE', httpStatus: 415 } })
  })

  describe('by httpSubscriptionLink', () => {
    const split = () =>
      linked(
        trpc.splitLink({
          condition: ({ type }) => type === 'subscription',
          true: trpc.httpSubscriptionLink({ ...options(), EventSource }),
          false: trpc.httpBatchLink(options()),
        }),
      )

    it('shares an address with calls, behind splitLink', async () => {
      const client = split()
      const received: string[] = []
      await new Promise<void>((resolve, reject) => {
        client.brief.subscribe(undefined, { onData: (word) => received.push(word), onComplete: resolve, onError: reject })
      })
      expect(received).toEqual(['one', 'two'])
      expect(await client.double.query(2)).toBe(4)
    })

    it('reads tracked events, and ends the generator when nobody listens any more', async () => {
      const received: unknown[] = []
      const subscription = split().ticks.subscribe(undefined, { onData: (event) => received.push(event) })
      await vi.waitFor(() => expect(received).toEqual([{ id: '1', data: { at: new Date(1) } }, { id: '2', data: { at: new Date(2) } }]))
      expect(server.events).toEqual(['ticks after 0'])
      subscription.unsubscribe()
      await vi.waitFor(() => expect(server.events).toEqual(['ticks after 0', 'ticks end']))
    })

    it('goes on behind the last event that it has seen, when its connection is cut', { timeout: 20_000 }, async () => {
      const received: string[] = []
      const subscription = split().ticks.subscribe(undefined, { onData: ({ id }) => received.push(id) })
      await vi.waitFor(() => expect(received).toEqual(['1', '2']))
      server.cutConnections()
      await vi.waitFor(() => expect(received).toEqual(['1', '2', '3', '4']), { timeout: 15_000 })
      expect(server.events).toEqual(['ticks after 0', 'ticks end', 'ticks after 2'])
      subscription.unsubscribe()
      await vi.waitFor(() => expect(server.events.at(-1)).toBe('ticks end'))
    })

    it('begins behind the event that its caller names', async () => {
      const received: string[] = []
      const subscription = split().ticks.subscribe({ lastEventId: '40' }, { onData: ({ id }) => received.push(id) })
      await vi.waitFor(() => expect(received).toEqual(['41', '42']))
      subscription.unsubscribe()
    })

    it('is told why a subscription is refused', async () => {
      const error = await new Promise<unknown>((resolve) => {
        split().refused.subscribe(undefined, { onError: resolve })
      })
      expect(error).toMatchObject({ message: 'Not for you.', data: { code: 'FORBIDDEN', httpStatus: 403, hint: null } })
    })
  })
})
