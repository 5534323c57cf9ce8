import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { contract, type Ticket, type TicketPage } from '@throughline/api'
import type { InputOut, Member, Procedure } from '@throughline/contract'
import type { Db } from '../db/database.ts'
import { Transactions } from '../db/transactions.ts'
import { EventLog } from '../events/event-log.ts'
import { MembershipService } from '../organization/membership.service.ts'
import { decodePlace, encodePlace } from '../paging.ts'
import { UserService } from '../user/user.service.ts'
import { AssigneeNotFoundError, IdTakenError, NotYourTicketError, TicketChangedError, TicketNotFoundError, TicketRemovedError } from './ticket.errors.ts'
import { TicketLedger } from './ticket-ledger.ts'
import { TicketRepository, type TicketUpdate } from './ticket.repository.ts'

const { ticket } = contract
type Input<P extends Procedure> = InputOut<P['input']>

/** The rules of tickets. Every write is one transaction: the row, its line in the audit, and the event that tells of it. */
@Injectable()
export class TicketService {
  constructor(
    @Inject(TicketRepository) private readonly tickets: TicketRepository,
    @Inject(TicketLedger) private readonly ledger: TicketLedger,
    @Inject(EventLog) private readonly events: EventLog,
    @Inject(MembershipService) private readonly memberships: MembershipService,
    @Inject(UserService) private readonly users: UserService,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  list(actor: Member, input: Input<typeof ticket.list>): Promise<TicketPage> {
    return this.memberships.reading(actor, () => this.page(actor, input))
  }

  private async page({ orgId }: Member, { cursor, limit, status, assignee, text }: Input<typeof ticket.list>): Promise<TicketPage> {
    const after = cursor == null ? undefined : decodePlace(cursor)
    // Before the rows are read: they are at least as new as this.
    const asOf = String(await this.events.newest())
    const rows = await this.tickets.listByOrg(orgId, { status, text, after, limit: limit + 1, assigneeId: assignee === 'none' ? null : assignee })
    const items = rows.slice(0, limit)
    const last = rows.length > limit ? items.at(-1) : undefined
    return { items, asOf, nextCursor: last ? encodePlace(last) : null }
  }

  async get(actor: Member, id: string): Promise<Ticket> {
    return (await this.memberships.reading(actor, () => this.tickets.find(actor.orgId, id))) ?? gone()
  }

  /** Sent again with the id and the content that it was sent with, it answers what it has made. */
  create(actor: Member, { id = randomUUID(), title, body }: Input<typeof ticket.create>): Promise<Ticket> {
    return this.write(actor, ticket.create, async (tx) => {
      const isNew = await this.tickets.insert({ organizationId: actor.orgId, id, title, body, authorId: actor.userId }, tx)
      // A retry that comes late must not bring back what was deleted in the meantime.
      if (isNew && (await this.ledger.wasRemoved(actor.orgId, id, tx))) throw new TicketRemovedError()
      const made = (await this.tickets.find(actor.orgId, id, tx)) ?? gone()
      if (isNew) await this.ledger.record(actor, { action: 'ticket.create', detail: { title } }, { type: 'created', ticketId: id, version: made.version }, tx)
      else if (made.author.id !== actor.userId || made.title !== title || made.body !== body) throw new IdTakenError(made)
      return made
    })
  }

  update(actor: Member, { id, version, title, body }: Input<typeof ticket.update>): Promise<Ticket> {
    return this.change(actor, 'update', { id, version }, (now, { orgPermissions }) => {
      if (now.author.id !== actor.userId && !orgPermissions.includes('org:ticket:manage')) throw new NotYourTicketError()
      const change = { ...(title !== undefined && title !== now.title && { title }), ...(body !== undefined && body !== now.body && { body }) }
      return { change, detail: () => ({ changed: Object.keys(change).join(', '), ...('title' in change && { from: now.title, to: change.title }) }) }
    })
  }

  assign(actor: Member, { id, version, assigneeId }: Input<typeof ticket.assign>): Promise<Ticket> {
    return this.change(actor, 'assign', { id, version }, async (now, _member, tx) => {
      const known = assigneeId === null || assigneeId === actor.userId || (await this.memberships.isMember(actor.orgId, assigneeId, tx))
      if (!known) throw new AssigneeNotFoundError()
      const from = now.assignee
      return { change: (from?.id ?? null) === assigneeId ? {} : { assigneeId }, detail: () => ({ fromUserId: from?.id ?? null, toUserId: assigneeId }) }
    })
  }

  setStatus(actor: Member, { id, version, status }: Input<typeof ticket.setStatus>): Promise<Ticket> {
    return this.change(actor, 'setStatus', { id, version }, (now) => ({ change: now.status === status ? {} : { status }, detail: () => ({ from: now.status, to: status }) }))
  }

  remove(actor: Member, { id, version }: Input<typeof ticket.remove>): Promise<{ id: string }> {
    return this.write(actor, ticket.remove, async (tx) => {
      const now = (await this.tickets.lock(actor.orgId, id, tx)) ?? gone()
      if (version !== undefined && version !== now.version) throw new TicketChangedError(now)
      await this.tickets.delete(actor.orgId, id, tx)
      await this.ledger.record(actor, { action: 'ticket.remove', detail: { title: now.title } }, { type: 'removed', ticketId: id, version: now.version }, tx)
      return { id }
    })
  }

  /** What is so already needs no change, whatever version was named: a call that is sent again is answered as it was. */
  private change(actor: Member, name: 'update' | 'assign' | 'setStatus', { id, version }: Named, decide: Decision): Promise<Ticket> {
    return this.write(actor, ticket[name], async (tx, member) => {
      const now = (await this.tickets.lock(actor.orgId, id, tx)) ?? gone()
      const { change, detail } = await decide(now, member, tx)
      if (Object.keys(change).length === 0) return now
      if (version !== undefined && version !== now.version) throw new TicketChangedError(now)
      await this.tickets.update(actor.orgId, id, change, tx)
      const changed = (await this.tickets.find(actor.orgId, id, tx)) ?? gone()
      await this.ledger.record(actor, { action: `ticket.${name}`, detail: detail(changed) }, { type: 'updated', ticketId: id, version: changed.version }, tx)
      return changed
    })
  }

  private async write<T>(actor: Member, { access }: Procedure, work: (tx: Db, member: Member) => Promise<T>): Promise<T> {
    await this.users.profile(actor) // whoever writes is shown by name
    return this.transactions.run(async (tx) => work(tx, await this.memberships.confirm(actor, access, tx)))
  }
}

interface Named {
  readonly id: string
  readonly version: number | undefined
}

/** What is to become of a ticket, and what the audit says of it. */
interface Outcome {
  readonly change: TicketUpdate
  readonly detail: (changed: Ticket) => Readonly<Record<string, string | null>>
}
type Decision = (now: Ticket, member: Member, tx: Db) => Outcome | Promise<Outcome>

function gone(): never {
  throw new TicketNotFoundError()
}
