import { Injectable, Logger } from '@nestjs/common'
import type { FailedCall } from '../transport/trpc-serving.ts'
import { describeError } from './describe-error.ts'

/** Logs what callers are not told: every unexpected error once, with its cause and the request's id. */
@Injectable()
export class ErrorLog {
  private readonly logger = new Logger('Throughline')

  onError({ error, path, req }: Pick<FailedCall, 'error' | 'path' | 'req'>): void {
    // tRPC wraps whatever was thrown.
    if (describeError(error).unexpected) this.unexpected(error.cause ?? error, path ?? 'tRPC', req.id)
  }

  unexpected(error: unknown, where: string, requestId: string): void {
    this.logger.error({ err: error, requestId, where }, `Unexpected error in ${where}`)
  }
}
