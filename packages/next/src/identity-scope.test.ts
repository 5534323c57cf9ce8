import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getUntypedClient } from '@trpc/client'
import { startEventServer } from '../test/event-server.ts'
import { ada, linus, sessionToken } from '../test/session-token.ts'
import { startApi, startServer, type TestApi } from '../test/start-api.ts'
import { isSignedOut } from './errors.ts'
import { createIdentityScope, lastShown } from './identity-scope.ts'
import type { Identity } from './identity.ts'

let api: TestApi
/** Who is signed in at this browser by now, whatever a scope was made for. */
let signedIn: Identity

const scopeFor = (identity: Identity, url = api.url) =>
  createIdentityScope({ identity, url: `${url}/trpc`, getToken: async () => sessionToken(signedIn) })

beforeEach(async () => {
  api = await startApi()
})
afterEach(() => api.close())

describe('createIdentityScope', () => {
  it('keeps a late answer for the old identity out of the new one’s cache', async () => {
    let answer: () => void = () => {}
    const slow = await startServer((_, response) => {
      answer = () => void response.writeHead(200, { 'content-type': 'application/json' }).end('[{"result":{"data":{"json":"ada’s"}}}]')
    })
    signedIn = ada
    const old = scopeFor(ada, slow.url)
    const underWay = old.queryClient.fetchQuery({
      queryKey: ['note'],
      queryFn: ({ signal }) => getUntypedClient(old.client).query('note.whoami', undefined, { signal }),
    })
    const outcome = underWay.catch((cause: unknown) => cause)
    while (slow.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))

    signedIn = linus
    const current = scopeFor(linus)
    old.dispose()
    answer()
    expect(await outcome).toBeInstanceOf(Error)
    expect(old.queryClient.getQueryCache().getAll()).toEqual([])
    expect(current.queryClient.getQueryCache().getAll()).toEqual([])
    await slow.close()
  })

  it('ends the streams of the old identity at once', async () => {
    const server = await startEventServer()
    signedIn = ada
    const old = scopeFor(ada, server.url)
    const ended = new Promise((resolve) => {
      getUntypedClient(old.client).subscription('note.watch', { room: 'hall' }, { onError: resolve })
    })
    const connection = await server.next()
    connection.write('event: connected\ndata: {}\n\n')
    old.dispose()
    await connection.closed
    expect(isSignedOut(await ended)).toBe(true)
    await server.close()
  })

  it('never sends the old identity’s call with the new one’s token', async () => {
    const old = scopeFor(ada)
    signedIn = linus
    await expect(getUntypedClient(old.client).mutation('note.add', 'ada’s')).rejects.toThrow('changed before the call was sent')
    expect(api.requests).toEqual([])
    expect(api.notes).toEqual([])
  })
})

describe('lastShown', () => {
  it('brings back what its identity left, and to nobody else', () => {
    const shown = lastShown()
    signedIn = ada
    const hers = scopeFor(ada)
    expect(shown.of(hers.key)).toBeUndefined()
    shown.show(hers)
    hers.queryClient.setQueryData(['note'], 'hers')
    expect(shown.of(hers.key)).toBe(hers)
    expect(shown.of(scopeFor(linus).key)).toBeUndefined()
    shown.show(hers) // as Strict Mode does
    expect(hers.queryClient.getQueryData(['note'])).toBe('hers')
  })

  it('disposes of what another identity takes the place of', () => {
    const shown = lastShown()
    const [hers, his] = [scopeFor(ada), scopeFor(linus)]
    shown.show(hers)
    hers.queryClient.setQueryData(['note'], 'hers')
    shown.show(his)
    expect(hers.queryClient.getQueryCache().getAll()).toEqual([])
    expect(shown.of(hers.key)).toBeUndefined()
    expect(shown.of(his.key)).toBe(his)
  })
})
