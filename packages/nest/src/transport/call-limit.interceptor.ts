import { Inject, Injectable, ServiceUnavailableException, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyReply } from 'fastify'
import { finalize, type Observable } from 'rxjs'
import { BUSY, CallLimit, RETRY_AFTER_S } from './call-limit.ts'

const PROBE_METADATA = 'throughline:probe'

/** Marks REST routes that ask how the process is: they are answered however busy it is. */
export const Probe = () => SetMetadata(PROBE_METADATA, true)

/** REST within the same {@link CallLimit} as tRPC. Registered for the whole app. */
@Injectable()
export class CallLimitInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(CallLimit) private readonly calls: CallLimit,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http' || this.reflector.getAllAndOverride(PROBE_METADATA, [context.getHandler(), context.getClass()])) return next.handle()
    if (!this.calls.enter()) {
      context.switchToHttp().getResponse<FastifyReply>().header('retry-after', RETRY_AFTER_S)
      throw new ServiceUnavailableException(BUSY)
    }
    return next.handle().pipe(finalize(() => this.calls.leave()))
  }
}
