import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { FastifyInstance } from 'fastify'
import { REQUEST_ID_HEADER } from './request-id.ts'

/** Tells every caller, in every answer, the id under which the log knows the request. */
@Injectable()
export class ResponseHeaders implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const app: FastifyInstance = this.host.httpAdapter.getInstance()
    app.addHook('onRequest', (request, reply, done) => {
      void reply.header(REQUEST_ID_HEADER, request.id)
      done()
    })
  }
}
