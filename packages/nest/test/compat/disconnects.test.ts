import { initTRPC } from '@trpc/server'
import { request } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startOurs, startTheirs, type CompatServer } from './servers.ts'

let server: CompatServer | undefined
afterEach(() => server?.close())

describe.each([
  ['tRPC’s own adapter', startTheirs],
  ['our transport', startOurs],
])('behind %s', (_name, start) => {
  it.each([
    ['a query', 'GET', 'ask', {}],
    ['a mutation', 'POST', 'change', { 'content-type': 'application/json' }],
    ['a batch', 'GET', 'ask?batch=1', {}],
    ['JSON lines', 'GET', 'ask?batch=1', { 'trpc-accept': 'application/jsonl' }],
    ['a subscription', 'GET', 'watch', {}],
  ])('the signal of %s aborts when its client goes', async (_kind, method, path, headers) => {
    const { router, events } = waitingRouter()
    server = await start(router)
    const client = request({ port: server.port, agent: false, method, path: `/trpc/${path}`, headers }).on('error', () => undefined)
    client.end(method === 'POST' ? '{}' : undefined)
    await vi.waitFor(() => expect(events).toEqual(['begins']))
    client.destroy()
    await vi.waitFor(() => expect(events).toEqual(['begins', 'aborted']))
  })
})

/** Procedures that end when their signal says so. */
function waitingRouter() {
  const events: string[] = []
  const t = initTRPC.create()
  const wait = (signal: AbortSignal | undefined) =>
    new Promise<void>((resolve) => {
      events.push('begins')
      signal?.addEventListener('abort', () => {
        events.push('aborted')
        resolve()
      })
    })
  const router = t.router({
    ask: t.procedure.query(({ signal }) => wait(signal)),
    change: t.procedure.mutation(({ signal }) => wait(signal)),
    watch: t.procedure.subscription(async function* ({ signal }) {
      yield 1
      await wait(signal)
    }),
  })
  return { router, events }
}
