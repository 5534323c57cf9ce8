import type { TicketFilter, TicketSummary } from '@throughline/api'
import { pick } from './pick.ts'
import type { Session } from './session.ts'

/** More than anybody looks at; what was seen longest ago is forgotten first. */
const REMEMBERED = 40

/** Where somebody is in a list that goes on. */
export interface Page {
  readonly filter: TicketFilter
  readonly cursor: string
  readonly last: TicketSummary
}

/** Somebody at a desk, with what they have on their screen: they change what they have seen, as it was when they saw it. */
export class DeskUser {
  private readonly tickets = new Map<string, TicketSummary>()
  page: Page | null = null

  constructor(readonly session: Session) {}

  get person() {
    return this.session.person
  }

  see({ id, title, status, author, assignee, createdAt, updatedAt, version }: TicketSummary): void {
    // Answers may come in another order than they were made in.
    if ((this.tickets.get(id)?.version ?? 0) > version) return
    this.tickets.delete(id)
    this.tickets.set(id, { id, title, status, author, assignee, createdAt, updatedAt, version })
    if (this.tickets.size > REMEMBERED) this.tickets.delete(this.tickets.keys().next().value!) // there are some
  }

  /** One that they have seen. */
  anyTicket(isFit: (ticket: TicketSummary) => boolean = () => true): TicketSummary | undefined {
    return pick([...this.tickets.values()].filter(isFit))
  }
}
