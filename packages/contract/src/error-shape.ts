import type { TRPCErrorShape, TRPC_ERROR_CODE_KEY } from '@trpc/server'

/**
 * Why a call was refused, where the code alone does not tell a client what to do next.
 *
 * - `token-missing`: sign in
 * - `token-expired`: fetch a fresh token and try again; the call has not run
 * - `token-invalid`: sign in again; a fresh token from the same source will not help
 * - `cross-origin`: a cookie was sent with a write from an origin that is not allowed
 * - `organization-required`: no organization is active
 * - `permission-missing`: the active organization's role does not allow it
 * - `membership-ended`: the caller has left the organization since the token was made
 */
export type ErrorReason =
  | 'token-missing'
  | 'token-expired'
  | 'token-invalid'
  | 'cross-origin'
  | 'organization-required'
  | 'permission-missing'
  | 'membership-ended'

/** Messages for a form, by dotted path of the input field (`''` for the input as a whole). */
export type FieldErrors = Readonly<Record<string, readonly string[]>>

/** `error.data` of every failed call. */
export interface ErrorData {
  readonly code: TRPC_ERROR_CODE_KEY
  readonly httpStatus: number
  /** Names this call in the server's log. */
  readonly requestId: string
  readonly path?: string
  readonly reason?: ErrorReason
  /** Only when the input was refused. */
  readonly fieldErrors?: FieldErrors
  /** Only of a CONFLICT, where there is one: the row as it is now, as the procedure that was called answers it. */
  readonly current?: unknown
}

/** The error as tRPC's clients type it. */
export type ErrorShape = TRPCErrorShape<ErrorData>
