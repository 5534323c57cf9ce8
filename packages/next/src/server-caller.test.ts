import { createHydrationHelpers } from '@trpc/react-query/rsc'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contract, startApi, startServer, type NoteRouter, type TestApi } from '../test/start-api.ts'
import { isUnavailable } from './errors.ts'
import { createQueryClient } from './query-client.ts'
import { createServerCaller, type ServerCallerOptions } from './server-caller.ts'

let api: TestApi
beforeEach(async () => {
  api = await startApi()
})
afterEach(() => api.close())

function requestOf(user: string, options: Partial<ServerCallerOptions> = {}) {
  const caller = createServerCaller({
    contract,
    apiUrl: api.url,
    getToken: async () => `token-of-${user}`,
    requestId: async () => `request-of-${user}`,
    ...options,
  })
  const queryClient = createQueryClient()
  const { trpc } = createHydrationHelpers<NoteRouter>(caller as never, () => queryClient) // an HTTP client, in the place of an in-process caller
  return { api: trpc, queryClient }
}

describe('createServerCaller', () => {
  it('prefetches into the cache under the key that the browser’s hook looks for', async () => {
    const request = requestOf('ada')
    await request.api.note.now.prefetch()
    const [query] = request.queryClient.getQueryCache().getAll()
    expect(query?.queryKey).toEqual([['note', 'now'], { type: 'query' }])
    expect(query?.state.data).toEqual(new Date(0))
  })

  it('keeps fifty requests at once apart, each with its own token, id and cache', async () => {
    const users = Array.from({ length: 50 }, (_, index) => `user-${index}`)
    const answers = await Promise.all(
      users.map(async (user) => {
        const request = requestOf(user)
        await request.api.note.whoami.prefetch()
        return request.queryClient.getQueryCache().getAll()[0]?.state.data
      }),
    )
    expect(answers).toEqual(users.map((user) => `token-of-${user}`))
    for (const { token, requestId } of api.requests) expect(requestId).toBe(token?.replace('token', 'request'))
  })

  it('sends a mutation as POST', async () => {
    await requestOf('ada').api.note.add('one')
    expect(api.requests[0]).toMatchObject({ method: 'POST', path: '/trpc/note.add' })
    expect(api.notes).toEqual(['one'])
  })

  it('does without a token when nobody is signed in', async () => {
    const request = requestOf('nobody', { getToken: async () => null })
    expect(await request.api.note.whoami()).toBe('nobody')
  })

  it('leaves the page standing when a prefetch fails', async () => {
    await api.close()
    const request = requestOf('ada')
    await expect(request.api.note.whoami.prefetch()).resolves.toBeUndefined()
    expect(request.queryClient.getQueryCache().getAll()[0]?.state.status).toBe('error')
  })

  it('gives up on an API that accepts the call and says nothing', async () => {
    const silent = await startServer(() => {})
    const request = requestOf('ada', { apiUrl: silent.url, timeoutMs: 50 })
    const error = await request.api.note.whoami().catch((cause: unknown) => cause)
    expect(isUnavailable(error)).toBe(true)
    expect(String(error)).toContain('within 50 ms')
    await silent.close()
  })

  it('names a procedure that the contract does not have', async () => {
    const { api } = requestOf('ada')
    await expect((api as unknown as { note: { gone: () => Promise<unknown> } }).note.gone()).rejects.toThrow('no procedure note.gone') // rejected by the types, too
  })

  it('does not wait for a stream', async () => {
    const { api } = requestOf('ada')
    await expect((api as unknown as { note: { watch: (input: unknown) => Promise<unknown> } }).note.watch({ room: 'hall' })).rejects.toThrow('note.watch is a stream') // a page would never be done
  })
})
