import { initTRPC, tracked, TRPCError } from '@trpc/server'
import { fastify } from 'fastify'
import superjson from 'superjson'
import * as z from 'zod'
import { defaultLimits } from '../../src/options.ts'
import { fastifyOptions } from '../../src/transport/fastify-options.ts'
import { serveTrpc } from '../../src/transport/serve-trpc.ts'

/** What happens on the server, in the order in which it does. */
type Told = (event: string) => void

/** A router with something of everything that a client can ask for. */
function feedRouter(told: Told) {
  let openGate: (word: string) => void
  const gate = new Promise<string>((resolve) => (openGate = resolve))
  const t = initTRPC.context<{ requestId: string }>().create({
    transformer: superjson,
    isDev: false,
    errorFormatter: ({ shape, error }) => ({ ...shape, data: { ...shape.data, hint: error.code === 'CONFLICT' ? 'Read it again.' : null } }),
    sse: { ping: { enabled: true, intervalMs: 1_000 } },
  })
  return t.router({
    at: t.procedure.input(z.object({ at: z.date() })).query(({ input }) => ({ at: input.at, next: new Date(input.at.getTime() + 1) })),
    nothing: t.procedure.query(() => undefined),
    double: t.procedure.input(z.number()).query(({ input }) => input * 2),
    save: t.procedure.input(z.object({ tags: z.set(z.string()) })).mutation(({ input }) => new Map([['tags', input.tags]])),
    touch: t.procedure.mutation(() => 'touched'),
    upload: t.procedure.input(z.unknown()).mutation(() => 'never'),
    conflict: t.procedure.query((): null => {
      throw new TRPCError({ code: 'CONFLICT', message: 'Somebody else was faster.' })
    }),
    countdown: t.procedure.input(z.number()).query(async function* ({ input }) {
      for (let left = input; left > 0; left--) yield left
    }),
    later: t.procedure.query(() => ({ now: 1, later: Promise.resolve(new Date(0)) })),
    gate: t.procedure.query(() => gate),
    openGate: t.procedure.mutation(() => openGate('through')),
    hang: t.procedure.query(async ({ signal }) => {
      told('hang begins')
      await aborted(signal)
      told('hang is aborted')
    }),
    // Two events for each connection, with ids that go on from the last one that the client has seen.
    ticks: t.procedure.input(z.object({ lastEventId: z.string().optional() }).optional()).subscription(async function* ({ input, signal }) {
      const last = Number(input?.lastEventId ?? 0)
      told(`ticks after ${last}`)
      try {
        yield tracked(String(last + 1), { at: new Date(last + 1) })
        yield tracked(String(last + 2), { at: new Date(last + 2) })
        await aborted(signal)
      } finally {
        told('ticks end')
      }
    }),
    brief: t.procedure.subscription(async function* () {
      yield 'one'
      yield 'two'
    }),
    refused: t.procedure.subscription((): AsyncGenerator<null> => {
      throw new TRPCError({ code: 'FORBIDDEN', message: 'Not for you.' })
    }),
  })
}

export type FeedRouter = ReturnType<typeof feedRouter>

export async function startFeedServer() {
  const events: string[] = []
  const requests: string[] = []
  const app = fastify({ ...fastifyOptions(), forceCloseConnections: true })
  app.addHook('onRequest', (request, _reply, done) => {
    requests.push(`${request.method} ${request.url.split('?')[0]}`)
    done()
  })
  await serveTrpc(app, {
    router: feedRouter((event) => events.push(event)),
    basePath: '/trpc',
    limits: defaultLimits,
    createContext: ({ req }) => ({ requestId: req.id }),
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url: `http://127.0.0.1:${(app.server.address() as { port: number }).port}/trpc`, // a TCP server's address is never a string
    events,
    /** Method and path of each request. */
    requests,
    /** As a proxy or a network does it: without a word to anybody. */
    cutConnections: () => app.server.closeAllConnections(),
    close: () => app.close(),
  }
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (!signal || signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
