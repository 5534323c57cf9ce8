import { refusalReason } from '@throughline/nest'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'

/** One line for each request, under the id that the web sent, and why its token was not taken. Paths without their query, which may hold input. */
export function logRequests(app: FastifyInstance, logger: Logger): void {
  if (!logger.isLevelEnabled('info')) return
  app.addHook('onRequest', (request, reply, done) => {
    // Not by Fastify's onResponse: it never comes for a caller who has gone before the answer.
    reply.raw.once('close', () => {
      const path = request.url.split('?', 1)[0]
      const level = path?.startsWith('/health/') ? 'debug' : 'info'
      const outcome = reply.raw.writableFinished ? { status: reply.statusCode } : { aborted: true }
      const refused = refusalReason(request)
      logger[level]({ requestId: request.id, method: request.method, path, ...outcome, ...(refused !== undefined && { refused }), ms: Math.round((performance.now() - request.startedAt) * 10) / 10 }, 'request')
    })
    done()
  })
}
