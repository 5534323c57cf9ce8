import { Inject, Injectable } from '@nestjs/common'
import { contract } from '@throughline/api'
import { Implement, Router, type Call, type Implementation } from '@throughline/nest'
import { MembershipEnds } from '../organization/membership-ends.ts'
import { TicketFeed } from './ticket-feed.ts'
import { TicketService } from './ticket.service.ts'

const { ticket } = contract

@Injectable()
@Router({ alias: 'ticket' })
export class TicketRouter implements Implementation<typeof ticket> {
  constructor(
    @Inject(TicketService) private readonly tickets: TicketService,
    @Inject(TicketFeed) private readonly feed: TicketFeed,
    @Inject(MembershipEnds) private readonly memberships: MembershipEnds,
  ) {}

  @Implement(ticket.list)
  list({ ctx, input }: Call<typeof ticket.list>) {
    return this.tickets.list(ctx.actor, input)
  }

  @Implement(ticket.get)
  get({ ctx, input }: Call<typeof ticket.get>) {
    return this.tickets.get(ctx.actor, input.id)
  }

  @Implement(ticket.create)
  create({ ctx, input }: Call<typeof ticket.create>) {
    return this.tickets.create(ctx.actor, input)
  }

  @Implement(ticket.update)
  update({ ctx, input }: Call<typeof ticket.update>) {
    return this.tickets.update(ctx.actor, input)
  }

  @Implement(ticket.assign)
  assign({ ctx, input }: Call<typeof ticket.assign>) {
    return this.tickets.assign(ctx.actor, input)
  }

  @Implement(ticket.setStatus)
  setStatus({ ctx, input }: Call<typeof ticket.setStatus>) {
    return this.tickets.setStatus(ctx.actor, input)
  }

  @Implement(ticket.remove)
  remove({ ctx, input }: Call<typeof ticket.remove>) {
    return this.tickets.remove(ctx.actor, input)
  }

  @Implement(ticket.onChange)
  onChange({ ctx: { actor }, input, signal }: Call<typeof ticket.onChange>) {
    return this.memberships.during(actor, signal, (until) => this.feed.follow({ scope: actor.orgId, lastEventId: input?.lastEventId, signal: until }))
  }
}
