import type { ErrorReason } from '@throughline/contract'
import type { AuthenticationFailure } from '../auth/authenticator.ts'
import { DomainError } from './domain-error.ts'

/** The caller is not, or not sufficiently, known. */
export class AccessDeniedError extends DomainError {
  constructor(
    readonly code: 'UNAUTHORIZED' | 'FORBIDDEN' | 'SERVICE_UNAVAILABLE',
    message: string,
    override readonly reason?: ErrorReason,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }

  static from({ code, reason, problem }: AuthenticationFailure): AccessDeniedError {
    const message =
      code === 'SERVICE_UNAVAILABLE' ? 'Sign-in cannot be checked right now. Try again in a moment.'
      : reason === 'token-expired' ? 'The session token has expired.'
      : 'The session token is not valid.'
    return new AccessDeniedError(code, message, reason, { cause: problem })
  }
}
