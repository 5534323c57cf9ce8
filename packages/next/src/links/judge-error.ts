import type { ErrorShape } from '@throughline/contract'
import superjson from 'superjson'

/**
 * What to do about an error that the server has sent.
 *
 * - `renew`: the token has expired
 * - `retry`: the server is too busy, or it has failed
 * - `refuse`: trying again will not help
 */
export type Verdict = 'renew' | 'retry' | 'refuse'

/** Judges an error as tRPC serializes it. What is not one, nobody has decided on: `retry`. */
export function judgeError(serialized: string): Verdict {
  const error = superjson.deserialize<ErrorShape | null>(JSON.parse(serialized) ?? {})
  if (error?.data?.reason === 'token-expired') return 'renew'
  const status = error?.data?.httpStatus ?? 500
  return status === 429 || status >= 500 ? 'retry' : 'refuse'
}
