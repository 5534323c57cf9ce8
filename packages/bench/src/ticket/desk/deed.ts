import type { TicketChange } from '@throughline/api'
import type { Person } from './population.ts'

/** One write, in the words of the audit, with what tells it from every other. */
export type Deed = Creation | Remark | Change

interface Creation {
  readonly action: 'ticket.create'
  readonly ticketId: string
  readonly person: Person
}

interface Remark {
  readonly action: 'comment.add'
  readonly ticketId: string
  readonly commentId: string
  readonly person: Person
}

interface Change {
  readonly action: 'ticket.update' | 'ticket.assign' | 'ticket.setStatus'
  readonly ticketId: string
  /** What the ticket has become by it. */
  readonly version: number
  /** The new title, the assignee's id or the new status. */
  readonly to: string | null
  readonly person: Person
}

/** What an event tells, in the words of {@link eventKey}. */
export function changeKey(change: TicketChange): string {
  if ('commentId' in change) return `commented ${change.commentId}`
  if (!('ticketId' in change)) return change.type
  return change.type === 'updated' ? `updated ${change.ticketId} ${change.version}` : `${change.type} ${change.ticketId}`
}

/** As rows and events have it: a version of a ticket, or a comment, and who made it is not in there. */
export function eventKey(deed: Deed): string {
  if (deed.action === 'ticket.create') return `created ${deed.ticketId}`
  return deed.action === 'comment.add' ? `commented ${deed.commentId}` : `updated ${deed.ticketId} ${deed.version}`
}

/** As the audit has it. It does not know which comment it was; two of one person on one ticket are two equal lines. */
export function auditKey(deed: Deed): string {
  const { action, ticketId } = deed
  return 'version' in deed ? `${action} ${ticketId} ${deed.version} ${deed.to}` : `${action} ${ticketId} ${deed.person.id}`
}

/** What makes two acknowledged writes one and the same: a change that somebody else has made already is acknowledged, too. */
export const deedKey = (deed: Deed) => `${eventKey(deed)} ${'version' in deed ? `${deed.action} ${deed.to}` : ''}`
