import { DomainError } from '@throughline/nest'

/** The token is good, but Clerk has no such user any more. */
export class UserGoneError extends DomainError {
  readonly code = 'NOT_FOUND'
  constructor() {
    super('This account does not exist any more.')
  }
}

/** A user seen for the first time cannot be mirrored, because Clerk does not answer. */
export class UserSourceUnavailableError extends DomainError {
  readonly code = 'SERVICE_UNAVAILABLE'
  constructor(cause: unknown) {
    super('Your account cannot be set up right now. Try again in a moment.', { cause })
  }
}
