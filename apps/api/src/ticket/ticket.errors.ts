import type { Comment, Ticket } from '@throughline/api'
import { DomainError } from '@throughline/nest'

/** Not in this organization: whether it is in another one, nobody learns. */
export class TicketNotFoundError extends DomainError {
  readonly code = 'NOT_FOUND'
  constructor() {
    super('This ticket does not exist, or not any more.')
  }
}

/** Tickets are given to members only. */
export class AssigneeNotFoundError extends DomainError {
  readonly code = 'NOT_FOUND'
  constructor() {
    super('There is no such member in this organization.')
  }
}

/** Somebody was faster; the ticket as it is now comes along. */
export class TicketChangedError extends DomainError {
  readonly code = 'CONFLICT'
  constructor(override readonly current: Ticket) {
    super('Somebody has changed this ticket in the meantime.')
  }
}

/** Sent again with the id of another ticket or comment, or with another content. */
export class IdTakenError extends DomainError {
  readonly code = 'CONFLICT'
  constructor(override readonly current: Ticket | Comment) {
    super('There is something else under this id already.')
  }
}

/** Created again with the id of a ticket that was deleted: it does not come back. */
export class TicketRemovedError extends DomainError {
  readonly code = 'CONFLICT'
  constructor() {
    super('The ticket of this id was deleted. Another one needs an id of its own.')
  }
}

/** Somebody else wrote it, and the caller does not manage tickets. */
export class NotYourTicketError extends DomainError {
  readonly code = 'FORBIDDEN'
  override readonly reason = 'permission-missing'
  constructor() {
    super('Only who wrote a ticket, or manages tickets, may change its text.')
  }
}
