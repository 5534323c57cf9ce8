import { fieldError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'

/** Ten years, Clerk's longest. */
const MOST = 315_360_000

/** A duration out of the body, in seconds; refused unless it is a whole number from 1 to ten years. */
export function secondsOf(call: Call, field: string, otherwise: number): number {
  const value = text(call, field)
  if (value === undefined) return otherwise
  const seconds = Number(value)
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MOST) return seconds
  throw fieldError('form_param_value_invalid', `${field} must be a whole number from 1 to ${MOST}.`, field)
}
