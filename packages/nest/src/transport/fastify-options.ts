import type { IncomingMessage } from 'node:http'
import { defaultLimits, type Limits } from '../options.ts'
import { requestIdFor } from './request-id.ts'

/** What the Fastify instance must be made with: `new FastifyAdapter(fastifyOptions())`. */
export function fastifyOptions(limits: Partial<Limits> = {}) {
  const { bodyBytes, maxPathLength } = { ...defaultLimits, ...limits }
  return {
    bodyLimit: bodyBytes,
    // Fastify answers 414 to a path over 100 characters, which an ordinary batch exceeds.
    routerOptions: { maxParamLength: maxPathLength },
    genReqId: ({ headers }: Pick<IncomingMessage, 'headers'>) => requestIdFor(headers),
    requestTimeout: 30_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    // Idle connections must not hold a shutdown up; those with a call in flight may finish it.
    forceCloseConnections: 'idle' as const,
  }
}
