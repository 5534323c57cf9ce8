import { errorData, isUnavailable } from '@throughline/next'

/** Whether the API has decided on a call, so that what was shown before no longer holds and asking again will not help. */
export function isRefused(error: unknown): boolean {
  const status = errorData(error)?.httpStatus
  return status !== undefined && status < 500 && !isUnavailable(error)
}
