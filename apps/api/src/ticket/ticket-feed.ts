import { Inject, Injectable } from '@nestjs/common'
import type { TicketChange } from '@throughline/api'
import { EventBus } from '../events/event-bus.ts'
import { EventFeed } from '../events/event-feed.ts'
import { EventLog } from '../events/event-log.ts'
import { TICKET_TOPIC, ticketChangeOf } from './ticket-ledger.ts'

/** What happens to tickets, by organization. */
@Injectable()
export class TicketFeed extends EventFeed<TicketChange> {
  constructor(@Inject(EventBus) bus: EventBus, @Inject(EventLog) log: EventLog) {
    super(bus, log, { topic: TICKET_TOPIC, describe: ticketChangeOf, ready: { type: 'ready' }, reset: { type: 'reset' } })
  }
}
