import { Injectable, Logger } from '@nestjs/common'
import type { OnErrorOptions, TRPCErrorHandler } from 'nestjs-trpc'
import { currentRequestId } from '../transport/request-id.ts'
import { describeError } from './describe-error.ts'

/** Logs what callers are not told: every unexpected error once, with its cause and the request's id. */
@Injectable()
export class ErrorLog implements TRPCErrorHandler {
  private readonly logger = new Logger('Throughline')

  onError({ error, path }: Pick<OnErrorOptions, 'error' | 'path'>): void {
    if (describeError(error).unexpected) this.unexpected(error, path ?? 'tRPC')
  }

  unexpected(error: unknown, where: string): void {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    this.logger.error({ err: cause, requestId: currentRequestId(), where }, `Unexpected error in ${where}`)
  }
}
