import { HttpException } from '@nestjs/common'
import { fieldErrors, type ErrorData, type ErrorReason } from '@throughline/contract'
import { TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { DomainError } from './domain-error.ts'

/** What a caller may learn of an error. */
export interface ErrorDescription {
  readonly message: string
  readonly data: Omit<ErrorData, 'requestId' | 'path'>
  /** Nobody expected it: the caller gets a mask and the log gets the cause. */
  readonly unexpected: boolean
}

/** For a path that the contract does not name. */
export const NO_PROCEDURE = 'No such procedure.'
const MASK = 'Internal server error'
const INVALID_INPUT = 'The input is not valid.'

const CODE_BY_STATUS: Partial<Record<number, TRPC_ERROR_CODE_KEY>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  402: 'PAYMENT_REQUIRED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  408: 'TIMEOUT',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  501: 'NOT_IMPLEMENTED',
  502: 'BAD_GATEWAY',
  503: 'SERVICE_UNAVAILABLE',
  504: 'GATEWAY_TIMEOUT',
}

/** Describes whatever was thrown, the same for tRPC and for REST. Reads tRPC's errors structurally: there are two copies of its class. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof DomainError) return describeDomainError(error)
  if (error instanceof HttpException) return describeHttpException(error)
  if (isTrpcError(error)) return describeTrpcError(error)
  if (isFastifyRefusal(error)) return byStatus(error.statusCode, error.message)
  return masked()
}

function describeDomainError({ code, message, reason, current }: DomainError): ErrorDescription {
  const description = known(code, message, reason)
  return code === 'CONFLICT' && current !== undefined ? { ...description, data: { ...description.data, current } } : description
}

function describeHttpException(error: HttpException): ErrorDescription {
  // Nest repeats the address that was asked for; the caller knows it, and it may be long.
  const nowhere = error.getStatus() === 404 && /^Cannot [A-Z]+ /.test(error.message)
  return byStatus(error.getStatus(), nowhere ? 'There is nothing at this address.' : error.message)
}

/** Such as a body that is too large. Other libraries' errors have a `statusCode` too, which speaks of somebody else's answer. */
function isFastifyRefusal(error: unknown): error is Error & { statusCode: number } {
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown } // anything may be thrown
  return error instanceof Error && typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
}

type TrpcErrorLike = Error & { code: TRPC_ERROR_CODE_KEY }

export function isTrpcError(error: unknown): error is TrpcErrorLike {
  return error instanceof Error && error.name === 'TRPCError' && 'code' in error && Object.hasOwn(TRPC_ERROR_CODES_BY_KEY, String(error.code))
}

function describeTrpcError(error: TrpcErrorLike): ErrorDescription {
  const { code, cause } = error
  if (cause instanceof DomainError || cause instanceof HttpException) return describeError(cause)
  if (code === 'INTERNAL_SERVER_ERROR') return masked()
  const issues = (cause as { issues?: unknown } | undefined)?.issues // a zod error, whichever copy of zod made it
  if (code === 'BAD_REQUEST' && Array.isArray(issues))
    return { message: INVALID_INPUT, data: { code, httpStatus: 400, fieldErrors: fieldErrors(issues) }, unexpected: false }
  // tRPC repeats the path that was asked for, twice; the caller knows it.
  if (code === 'NOT_FOUND' && error.message.startsWith('No procedure found')) return known(code, NO_PROCEDURE)
  return known(code, error.message.slice(0, 300))
}

function known(code: TRPC_ERROR_CODE_KEY, message: string, reason?: ErrorReason): ErrorDescription {
  return { message, data: { code, httpStatus: statusOf(code), ...(reason && { reason }) }, unexpected: false }
}

function byStatus(status: number, message: string): ErrorDescription {
  const code = CODE_BY_STATUS[status] ?? (status < 500 ? 'BAD_REQUEST' : undefined)
  return code ? { message, data: { code, httpStatus: status }, unexpected: false } : masked()
}

function masked(): ErrorDescription {
  return { message: MASK, data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500 }, unexpected: true }
}

const statusOf = (code: TRPC_ERROR_CODE_KEY) => getHTTPStatusCodeFromError(new TRPCError({ code }))
