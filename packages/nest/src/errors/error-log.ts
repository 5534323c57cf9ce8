import { Injectable, Logger } from '@nestjs/common'
import type { OnErrorOptions, TRPCErrorHandler } from 'nestjs-trpc'
import { currentRequestId } from '../transport/request-id.ts'
import { describeError } from './describe-error.ts'

/** Logs what callers are not told: every unexpected error once, with its cause and the request's id. */
@Injectable()
export class ErrorLog implements TRPCErrorHandler {
  private readonly logger = new Logger('Throughline')

  onError({ error, path }: Pick<OnErrorOptions, 'error' | 'path'>): void {
    // tRPC wraps whatever was thrown.
    if (describeError(error).unexpected) this.unexpected(error.cause ?? error, path ?? 'tRPC')
  }

  unexpected(error: unknown, where: string): void {
    this.logger.error({ err: error, requestId: currentRequestId(), where }, `Unexpected error in ${where}`)
  }
}
