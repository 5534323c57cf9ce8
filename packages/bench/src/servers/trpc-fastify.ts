import { verifyToken } from '@clerk/backend'
import { initTRPC, TRPCError } from '@trpc/server'
import { fastifyTRPCPlugin, type CreateFastifyContextOptions, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify'
import Fastify from 'fastify'
import superjson from 'superjson'
import { profile, profileInput, profileOutput } from './profile.ts'
import { serve } from './serve.ts'

/** As tRPC's documentation has it; with `BENCH_VERIFY` as Clerk's does, each request's token verified with the key at hand. */
serve(async ({ instance: { jwtKey, authorizedParty } }) => {
  async function createContext({ req }: CreateFastifyContextOptions) {
    if (!process.env['BENCH_VERIFY']) return { userId: 'anybody' }
    const token = req.headers.authorization?.replace('Bearer ', '') ?? ''
    const claims = await verifyToken(token, { jwtKey, authorizedParties: [authorizedParty] }).catch(() => null)
    return { userId: claims?.sub ?? null }
  }

  const t = initTRPC.context<typeof createContext>().create({ transformer: superjson })
  const signedIn = t.procedure.use(({ ctx, next }) => {
    if (!ctx.userId) throw new TRPCError({ code: 'UNAUTHORIZED' })
    return next({ ctx: { userId: ctx.userId } })
  })
  const router = t.router({ user: t.router({ profile: signedIn.input(profileInput).output(profileOutput).query(() => profile) }) })

  const app = Fastify({ routerOptions: { maxParamLength: 5_000 } })
  const options: FastifyTRPCPluginOptions<typeof router> = { prefix: '/trpc', trpcOptions: { router, createContext } }
  await app.register(fastifyTRPCPlugin, options)
  await app.listen({ port: 0, host: '127.0.0.1' })
  return app.server
})
