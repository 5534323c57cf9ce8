import type { ErrorReason } from '@throughline/contract'
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server'

/**
 * A failure that the product expects. Services throw subclasses; the code becomes tRPC's code and the HTTP status, and
 * the message reaches the caller. Anything else that is thrown is masked.
 */
export abstract class DomainError extends Error {
  abstract readonly code: TRPC_ERROR_CODE_KEY
  readonly reason?: ErrorReason
  /** Of a CONFLICT: the row as it is now. It reaches the caller, so it holds what the procedure's output holds. */
  readonly current?: unknown
  override get name() {
    return this.constructor.name
  }
}
