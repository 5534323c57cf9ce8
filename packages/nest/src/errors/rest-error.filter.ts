import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { describeError } from './describe-error.ts'
import { ErrorLog } from './error-log.ts'

/** REST's errors say the same as tRPC's: `{ error: { message, code, httpStatus, requestId, reason?, fieldErrors? } }`. */
@Catch()
export class RestErrorFilter implements ExceptionFilter {
  constructor(@Inject(ErrorLog) private readonly log: ErrorLog) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    const request = http.getRequest<FastifyRequest>()
    const reply = http.getResponse<FastifyReply>()
    const { message, data, unexpected } = describeError(error)
    if (unexpected) this.log.unexpected(error, `${request.method} ${request.routeOptions.url ?? 'unknown route'}`, request.id)
    if (data.httpStatus === 401) reply.header('www-authenticate', 'Bearer')
    void reply.status(data.httpStatus).header('cache-control', 'no-store').send({ error: { message, ...data, requestId: request.id } })
  }
}
