import superjson from 'superjson'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startFeedServer } from './feed-server.ts'
import { createTRPCProxyClient, httpBatchLink, httpLink, TRPCClientError } from './v10/index.ts'

/** The router as version 10 would have typed it: it cannot read the types of a router of version 11. */
interface Client {
  at: { query(input: { at: Date }): Promise<{ at: Date; next: Date }> }
  nothing: { query(): Promise<undefined> }
  double: { query(input: unknown): Promise<number> }
  save: { mutate(input: { tags: Set<string> }): Promise<Map<string, Set<string>>> }
  touch: { mutate(): Promise<string> }
  conflict: { query(): Promise<null> }
  missing: { query(): Promise<null> }
  hang: { query(input: undefined, options: { signal: AbortSignal }): Promise<void> }
}

let server: Awaited<ReturnType<typeof startFeedServer>>
beforeEach(async () => {
  server = await startFeedServer()
})
afterEach(() => server.close())

describe.each([
  ['httpLink', httpLink],
  ['httpBatchLink', httpBatchLink],
])('the client of tRPC 10, by %s', (name, link) => {
  const connect = () => createTRPCProxyClient({ transformer: superjson, links: [link({ url: server.url })] }) as unknown as Client // see there

  it('queries with dates both ways', async () => {
    const at = new Date(86_400_000)
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
    expect(server.requests).toHaveLength(name === 'httpLink' ? 4 : 1)
  })

  it('gets errors with what the formatter adds, each for its own call', async () => {
    const client = connect()
    const [good, conflict, missing, refused] = await Promise.allSettled([client.double.query(1), client.conflict.query(), client.missing.query(), client.double.query('x')])
    expect(good).toEqual({ status: 'fulfilled', value: 2 })
    expect(conflict).toMatchObject({ reason: { message: 'Somebody else was faster.', data: { code: 'CONFLICT', httpStatus: 409, hint: 'Read it again.' } } })
    expect(missing).toMatchObject({ reason: { data: { code: 'NOT_FOUND', httpStatus: 404 } } })
    expect(refused).toMatchObject({ reason: { data: { code: 'BAD_REQUEST', httpStatus: 400 } } })
    expect((conflict as PromiseRejectedResult).reason).toBeInstanceOf(TRPCClientError) // it was rejected, as the line above says
  })

  it('ends a procedure whose caller gives up', async () => {
    const caller = new AbortController()
    const failure = connect()
      .hang.query(undefined, { signal: caller.signal })
      .catch((cause: unknown) => cause)
    await vi.waitFor(() => expect(server.events).toContain('hang begins'))
    caller.abort()
    expect(await failure).toBeInstanceOf(TRPCClientError)
    await vi.waitFor(() => expect(server.events).toContain('hang is aborted'))
  })
})
