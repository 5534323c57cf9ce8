import type { ErrorShape } from '@throughline/contract'
import type { TRPCDefaultErrorShape, TRPCError } from '@trpc/server'
import { currentRequestId } from '../transport/request-id.ts'
import { describeError } from './describe-error.ts'

/** tRPC's error as {@link ErrorShape} says, built anew: no stack and nothing else that tRPC might add. */
export function formatError({ error, shape, path }: { error: TRPCError; shape: TRPCDefaultErrorShape; path?: string | undefined }): ErrorShape {
  const { message, data } = describeError(error)
  // An unknown path is the caller's own text: it is not sent back.
  const known = path !== undefined && data.code !== 'NOT_FOUND' ? { path } : {}
  return { code: shape.code, message, data: { ...data, ...known, requestId: currentRequestId() } }
}
