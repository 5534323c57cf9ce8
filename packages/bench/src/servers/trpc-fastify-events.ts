import { EventEmitter, on } from 'node:events'
import { initTRPC, tracked } from '@trpc/server'
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify'
import Fastify from 'fastify'
import superjson from 'superjson'
import { answerEvents, type BenchEvent } from './events.ts'
import { serve } from './serve.ts'

const source = new EventEmitter().setMaxListeners(0)

/** tRPC's subscriptions as its documentation has them: `on()` of an emitter, events with ids. */
serve(async () => {
  const t = initTRPC.create({ transformer: superjson, sse: { ping: { enabled: true, intervalMs: 10_000 } } })
  const follow = t.procedure.subscription(async function* ({ signal }) {
    for await (const [id, event] of on(source, 'event', { signal: signal! })) yield tracked(id as string, event as BenchEvent) // emitted below
  })
  const router = t.router({ tick: t.router({ follow }) })
  const app = Fastify()
  const options: FastifyTRPCPluginOptions<typeof router> = { prefix: '/trpc', trpcOptions: { router } }
  await app.register(fastifyTRPCPlugin, options)
  await app.listen({ port: 0, host: '127.0.0.1' })
  answerEvents((id, event) => void source.emit('event', id, event), () => source.listenerCount('event'))
  return app.server
})
