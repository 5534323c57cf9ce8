import { DomainError } from '@throughline/nest'

/** The token still says so, and yet: the caller has left the organization, or was removed, since it was made. */
export class MembershipEndedError extends DomainError {
  readonly code = 'FORBIDDEN'
  override readonly reason = 'membership-ended'
  constructor() {
    super('You are no longer a member of this organization.')
  }
}

/** The caller's role was changed since the token was made, and no longer allows it. */
export class PermissionWithdrawnError extends DomainError {
  readonly code = 'FORBIDDEN'
  override readonly reason = 'permission-missing'
  constructor() {
    super('You may not do this any more.')
  }
}

/** The token is good, but Clerk has no such organization any more. */
export class OrganizationGoneError extends DomainError {
  readonly code = 'NOT_FOUND'
  constructor() {
    super('This organization does not exist any more.')
  }
}

/** An organization seen for the first time cannot be mirrored, because Clerk does not answer. */
export class OrganizationSourceUnavailableError extends DomainError {
  readonly code = 'SERVICE_UNAVAILABLE'
  constructor(cause: unknown) {
    super('Your organization cannot be set up right now. Try again in a moment.', { cause })
  }
}
