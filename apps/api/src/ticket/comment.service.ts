import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { contract, type Comment, type CommentPage } from '@throughline/api'
import type { InputOut, Member } from '@throughline/contract'
import { Transactions } from '../db/transactions.ts'
import { EventLog } from '../events/event-log.ts'
import { MembershipService } from '../organization/membership.service.ts'
import { decodePlace, encodePlace } from '../paging.ts'
import { UserService } from '../user/user.service.ts'
import { CommentRepository } from './comment.repository.ts'
import { IdTakenError, TicketNotFoundError } from './ticket.errors.ts'
import { TicketLedger } from './ticket-ledger.ts'
import { TicketRepository } from './ticket.repository.ts'

const { comment } = contract

@Injectable()
export class CommentService {
  constructor(
    @Inject(CommentRepository) private readonly comments: CommentRepository,
    @Inject(TicketRepository) private readonly tickets: TicketRepository,
    @Inject(TicketLedger) private readonly ledger: TicketLedger,
    @Inject(EventLog) private readonly events: EventLog,
    @Inject(MembershipService) private readonly memberships: MembershipService,
    @Inject(UserService) private readonly users: UserService,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  list(actor: Member, input: InputOut<typeof comment.list.input>): Promise<CommentPage> {
    return this.memberships.reading(actor, () => this.page(actor, input))
  }

  private async page({ orgId }: Member, { ticketId, cursor, limit }: InputOut<typeof comment.list.input>): Promise<CommentPage> {
    const after = cursor == null ? undefined : decodePlace(cursor)
    const asOf = String(await this.events.newest())
    if (!(await this.tickets.find(orgId, ticketId))) throw new TicketNotFoundError()
    const rows = await this.comments.listByTicket(orgId, ticketId, { after, limit: limit + 1 })
    const items = rows.slice(0, limit)
    const last = rows.length > limit ? items.at(-1) : undefined
    return { items, asOf, nextCursor: last ? encodePlace(last) : null }
  }

  /** Sent again with the id and the text that it was sent with, it answers what it has made. */
  async add(actor: Member, { id = randomUUID(), ticketId, body }: InputOut<typeof comment.add.input>): Promise<Comment> {
    await this.users.profile(actor) // whoever writes is shown by name
    const { orgId, userId } = actor
    return this.transactions.run(async (tx) => {
      await this.memberships.confirm(actor, comment.add.access, tx)
      if (!(await this.tickets.lock(orgId, ticketId, tx))) throw new TicketNotFoundError()
      const isNew = await this.comments.insert({ organizationId: orgId, id, ticketId, authorId: userId, body }, tx)
      const made = await this.comments.find(orgId, id, tx)
      if (!made) throw new TicketNotFoundError()
      if (isNew) await this.ledger.record(actor, { action: 'comment.add' }, { type: 'commented', ticketId, commentId: id }, tx)
      else if (made.author.id !== userId || made.ticketId !== ticketId || made.body !== body) throw new IdTakenError(made)
      return made
    })
  }
}
