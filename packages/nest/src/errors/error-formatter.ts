import type { ErrorShape } from '@throughline/contract'
import type { TRPCDefaultErrorShape, TRPCError } from '@trpc/server'
import { describeError, NO_PROCEDURE } from './describe-error.ts'

interface FormattedError {
  error: TRPCError
  shape: TRPCDefaultErrorShape
  path?: string | undefined
  /** The transport puts the request's id into every context, and gives it alone where there is none. */
  ctx?: unknown
}

/** tRPC's error as {@link ErrorShape} says, built anew: no stack and nothing else that tRPC might add. */
export function formatError({ error, shape, path, ctx }: FormattedError): ErrorShape {
  const { message, data } = describeError(error)
  // An unknown path is the caller's own text: it is not sent back.
  const known = path !== undefined && message !== NO_PROCEDURE ? { path } : {}
  return { code: shape.code, message, data: { ...data, ...known, requestId: (ctx as { requestId: string }).requestId } } // see above
}
