import type { AnyTRPCRouter } from '@trpc/server'
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TRPCContext, TRPCErrorHandler } from 'nestjs-trpc'
import type { Limits } from '../options.ts'
import { refusal, type RefusalCode } from './refusal.ts'
import { withRequestId } from './request-id.ts'

export type FastifyApp = FastifyInstance

export interface TrpcHooks {
  context: TRPCContext
  log: TRPCErrorHandler
}

interface Serving extends TrpcHooks {
  router: AnyTRPCRouter
  basePath: string
  limits: Limits
}

/** tRPC's own Fastify adapter in a scope of its own, behind the checks that it does not make. */
export async function serveTrpc(app: FastifyApp, { router, context, log, basePath, limits }: Serving): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRequest', (request, _reply, done) => withRequestId(request.id, done))
    scope.addHook('onRequest', async (request, reply) => {
      const code = problemWith(request, limits)
      if (code) return refuse(reply, request, code)
      // tRPC compares the type letter by letter.
      if (request.method === 'POST') request.raw.headers['content-type'] = 'application/json'
    })
    scope.setErrorHandler((error: { statusCode?: number }, request, reply) => {
      if (error.statusCode === 413) return refuse(reply, request, 'PAYLOAD_TOO_LARGE')
      if (error.statusCode === 415) return refuse(reply, request, 'UNSUPPORTED_MEDIA_TYPE')
      if (error.statusCode === 400) return refuse(reply, request, 'BAD_REQUEST')
      log.onError({ error: error as never, type: 'unknown', path: undefined, input: undefined, ctx: undefined, req: request }) // whatever was thrown
      return refuse(reply, request, 'INTERNAL_SERVER_ERROR')
    })
    await scope.register(fastifyTRPCPlugin, {
      prefix: basePath,
      trpcOptions: {
        router,
        maxBatchSize: limits.maxBatchSize,
        allowMethodOverride: false,
        createContext: (options: Parameters<TRPCContext['create']>[0]) => context.create(options),
        onError: (options: Parameters<TRPCErrorHandler['onError']>[0]) => log.onError(options),
        // Without no-transform a compressing proxy, such as Next's rewrite, holds a JSONL stream back until its end.
        responseMeta: () => ({ headers: { 'cache-control': 'no-store, no-transform' } }),
      },
    })
  })
}

/** What is wrong with a request, as far as its first line and headers tell. */
function problemWith({ method, headers, url }: FastifyRequest, limits: Limits): RefusalCode | null {
  if (!['GET', 'HEAD', 'POST'].includes(method)) return 'METHOD_NOT_SUPPORTED'
  // JSON only: forms and plain text are what another site's page can send without asking first.
  if (method === 'POST' && !JSON_TYPE.test(headers['content-type'] ?? '')) return 'UNSUPPORTED_MEDIA_TYPE'
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const path = decodedTwice(pathname)
  if (path === null) return 'BAD_REQUEST'
  return searchParams.get('batch') === '1' && path.split(',').length > limits.maxBatchSize ? 'PAYLOAD_TOO_LARGE' : null
}

const JSON_TYPE = /^application\/json\s*(;|$)/i

/** As Fastify and tRPC read it: each of them decodes the path once. `null` where it does not decode. */
function decodedTwice(path: string): string | null {
  try {
    return decodeURIComponent(decodeURIComponent(path))
  } catch {
    return null
  }
}

function refuse(reply: FastifyReply, request: FastifyRequest, code: RefusalCode): FastifyReply {
  const { status, body } = refusal(code, request.id)
  return reply.status(status).headers({ 'content-type': 'application/json', 'cache-control': 'no-store, no-transform' }).send(body)
}
