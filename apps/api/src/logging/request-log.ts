import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'

/** One line for each request, under the id that the web sent. Paths without their query, which may hold input. */
export function logRequests(app: FastifyInstance, logger: Logger): void {
  app.addHook('onResponse', (request, reply, done) => {
    const path = request.url.split('?', 1)[0]
    const level = path?.startsWith('/health/') ? 'debug' : 'info'
    logger[level]({ requestId: request.id, method: request.method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 }, 'request')
    done()
  })
}
