import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { defaultLimits, type Limits } from '../options.ts'
import { refusal } from './refusal.ts'
import { requestIdFor } from './request-id.ts'

/** What the Fastify instance must be made with: `new FastifyAdapter(fastifyOptions())`. */
export function fastifyOptions(limits: Partial<Limits> = {}) {
  const { bodyBytes, maxPathLength } = { ...defaultLimits, ...limits }
  return {
    bodyLimit: bodyBytes,
    // Fastify answers 414 to a path over 100 characters, which an ordinary batch exceeds.
    routerOptions: { maxParamLength: maxPathLength },
    genReqId: ({ headers }: Pick<IncomingMessage, 'headers'>) => requestIdFor(headers),
    frameworkErrors: refuseAddress,
    requestTimeout: 30_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    // Idle connections must not hold a shutdown up; those with a call in flight may finish it.
    forceCloseConnections: 'idle' as const,
  }
}

/** An address that Fastify cannot route, because it is too long or does not decode. Its own answer repeats it. */
function refuseAddress(error: { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void {
  const { status, body } = refusal(error.statusCode === 414 ? 'URI_TOO_LONG' : 'BAD_REQUEST', request.id)
  void reply.status(status).headers({ 'content-type': 'application/json', 'cache-control': 'no-store, no-transform' }).send(body)
}
