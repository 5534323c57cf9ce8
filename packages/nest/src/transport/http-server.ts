import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { FastifyInstance } from 'fastify'
import { THROUGHLINE_OPTIONS, type ResolvedOptions } from '../options.ts'
import { REQUEST_ID_HEADER } from './request-id.ts'
import { ServerTiming } from './server-timing.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** When its first line had arrived, in milliseconds of `performance.now()`. */
    startedAt: number
  }
}

/**
 * What concerns the whole server: how many connections it takes, and what every answer tells: under which id the log
 * knows the request, and how long it took.
 */
@Injectable()
export class HttpServer implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(THROUGHLINE_OPTIONS) private readonly options: ResolvedOptions,
  ) {}

  onModuleInit(): void {
    const app: FastifyInstance = this.host.httpAdapter.getInstance()
    app.server.maxConnections = this.options.limits.maxConnections
    app.decorateRequest('startedAt', 0)
    app.addHook('onRequest', (request, reply, done) => {
      request.startedAt = performance.now()
      void reply.header(REQUEST_ID_HEADER, request.id)
      done()
    })
    app.addHook('onSend', (request, reply, payload, done) => {
      // tRPC's answers name their parts.
      if (!reply.hasHeader('server-timing')) void reply.header('server-timing', total(request.startedAt))
      done(null, payload)
    })
  }
}

function total(startedAt: number): string {
  const timing = new ServerTiming()
  timing.add('total', startedAt)
  return timing.value
}
