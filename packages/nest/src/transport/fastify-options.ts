import type { IncomingMessage } from 'node:http'
import { Logger } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { defaultLimits, type Limits } from '../options.ts'
import { refusal } from './refusal.ts'
import { REQUEST_ID_HEADER, requestIdFor } from './request-id.ts'

const KEEP_ALIVE_MS = 72_000

/** What the Fastify instance must be made with: `new FastifyAdapter(fastifyOptions())`. */
export function fastifyOptions(limits: Partial<Limits> = {}) {
  const { bodyBytes, maxPathLength, headersMs, requestMs, quietMs } = { ...defaultLimits, ...limits }
  return {
    bodyLimit: bodyBytes,
    // Fastify answers 414 to a path over 100 characters, which an ordinary batch exceeds.
    routerOptions: { maxParamLength: maxPathLength },
    genReqId: ({ headers }: Pick<IncomingMessage, 'headers'>) => requestIdFor(headers),
    frameworkErrors: refuseAddress,
    // Node looks for connections that are too slow every thirty seconds unless told otherwise.
    http: { headersTimeout: headersMs, connectionsCheckingInterval: Math.min(5_000, headersMs / 2) },
    requestTimeout: requestMs,
    connectionTimeout: quietMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Idle connections must not hold a shutdown up; those with a call in flight may finish it.
    forceCloseConnections: 'idle' as const,
  }
}

const logger = new Logger('Throughline')

/** An address that Fastify cannot route, because it is too long or does not decode. Its own answer repeats it. */
function refuseAddress(error: { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void {
  const { status, body } = refusal(error.statusCode === 414 ? 'URI_TOO_LONG' : 'BAD_REQUEST', request.id)
  // Fastify runs no hooks for such a request.
  logger.log({ requestId: request.id, method: request.method, status }, 'Refused an address')
  void reply
    .status(status)
    .headers({ [REQUEST_ID_HEADER]: request.id, 'content-type': 'application/json', 'cache-control': 'no-store, no-transform' })
    .send(body)
}
