import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import { describeError, isTrpcError } from './describe-error.ts'

/**
 * Whatever a procedure threw as tRPC's error: domain errors and Nest's HTTP exceptions with their code. tRPC itself
 * would call both INTERNAL_SERVER_ERROR. What nobody expected stays that, with its cause for the log.
 */
export function asTrpcError(thrown: unknown): TRPCError {
  const { message, data, unexpected } = describeError(thrown)
  if (isTrpcError(thrown) && (unexpected || data.code === thrown.code)) return thrown as TRPCError // either copy of its class
  if (unexpected) return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: thrown })
  return new TRPCError({ code: data.code, message, cause: isTrpcError(thrown) ? thrown.cause : thrown })
}

/** As tRPC does it for any router; also for what cannot even be looked at, such as a revoked proxy. */
export function anyTrpcError(thrown: unknown): TRPCError {
  try {
    const error = getTRPCErrorFromUnknown(thrown)
    if (!(error.name === 'TRPCError' && !isTrpcError(error))) return error
    return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: error })
  } catch {
    return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'Something was thrown that cannot be read.' })
  }
}
