import { Injectable } from '@nestjs/common'
import { TRPCError } from '@trpc/server'
import type { MiddlewareOptions, TRPCMiddleware } from 'nestjs-trpc'
import { describeError } from './describe-error.ts'

/**
 * Gives domain errors and Nest's HTTP exceptions their tRPC code; tRPC itself would report both as INTERNAL_SERVER_ERROR
 * and answer 500.
 */
@Injectable()
export class ErrorMiddleware implements TRPCMiddleware {
  async use({ next }: MiddlewareOptions) {
    const result = await next()
    if (result.ok) return result
    const { message, data, unexpected } = describeError(result.error)
    if (unexpected || data.fieldErrors) return result
    const { cause } = result.error as Error // tRPC wraps whatever was thrown
    return { ...result, error: new TRPCError({ code: data.code, message, cause }) }
  }
}
