import { isTRPCClientError } from '@trpc/client'
import type { ErrorData, FieldErrors } from '@throughline/contract'

/** The API gave no answer of its own: the network failed, it timed out, or something in front of it answered instead. */
export class ApiUnavailableError extends Error {
  override readonly name = 'ApiUnavailableError'
}

/** The session or organization changed while a call was under way; it was not sent for the new one. */
export class IdentityChangedError extends Error {
  override readonly name = 'IdentityChangedError'
  constructor() {
    super('The signed-in user or organization changed before the call was sent.')
  }
}

/** `error.data` as the API sent it; `undefined` when the failure is not an answer of the API. */
export function errorData(error: unknown): ErrorData | undefined {
  if (!isTRPCClientError(error)) return undefined
  return (error.data ?? undefined) as ErrorData | undefined // the contract's error shape is what the server's formatter sends
}

/** Whether trying again later can help: the API is down, unreachable or too busy. */
export function isUnavailable(error: unknown): boolean {
  const data = errorData(error)
  if (data) return [429, 502, 503, 504].includes(data.httpStatus)
  return causes(error).some(({ name }) => name === 'ApiUnavailableError')
}

/** Whether the caller has to sign in (again). */
export function isSignedOut(error: unknown): boolean {
  return errorData(error)?.httpStatus === 401 || causes(error).some(({ name }) => name === 'IdentityChangedError')
}

/** Messages by field of a refused input; empty for any other error. */
export function fieldErrorsOf(error: unknown): FieldErrors {
  return errorData(error)?.fieldErrors ?? {}
}

/** The row as it is now, of a CONFLICT that carries one; `schema` is the output of the procedure that was called. */
export function currentOf<T>(error: unknown, schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } }): T | undefined {
  const data = errorData(error)
  if (data?.code !== 'CONFLICT') return undefined
  const parsed = schema.safeParse(data.current)
  return parsed.success ? parsed.data : undefined
}

// By name and not by class: a bundle may hold the class twice.
function causes(error: unknown): Error[] {
  const found: Error[] = []
  for (let at = error; at instanceof Error && found.length < 5; at = at.cause) found.push(at)
  return found
}
