import type { ErrorShape } from '@throughline/contract'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import superjson from 'superjson'
import { BUSY } from './call-limit.ts'

const REFUSALS = {
  BAD_REQUEST: { status: 400, message: 'The request cannot be read.' },
  URI_TOO_LONG: { status: 414, message: 'The address is longer than this server takes.' },
  METHOD_NOT_SUPPORTED: { status: 405, message: 'Use GET for queries and POST for mutations.' },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'The request is larger than this server takes.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'Send application/json.' },
  SERVICE_UNAVAILABLE: { status: 503, message: BUSY },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'Internal server error' },
} as const

export type RefusalCode = keyof typeof REFUSALS

/**
 * An answer to a request that never reaches a procedure, in the form in which tRPC's clients read errors: through the
 * transformer that they have in common with the router.
 */
export function refusal(code: RefusalCode, requestId: string, serialize: (error: ErrorShape) => unknown = superjson.serialize): { status: number; body: string } {
  const { status, message } = REFUSALS[code]
  // tRPC has no code for an address that is too long.
  const key = code === 'URI_TOO_LONG' ? 'BAD_REQUEST' : code
  const error: ErrorShape = { message, code: TRPC_ERROR_CODES_BY_KEY[key], data: { code: key, httpStatus: status, requestId } }
  return { status, body: JSON.stringify({ error: serialize(error) }) }
}
