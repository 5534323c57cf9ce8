import { Inject, Injectable } from '@nestjs/common'
import { contract, type TicketChange } from '@throughline/api'
import type { Member } from '@throughline/contract'
import { ActivityService, type Deed } from '../activity/activity.service.ts'
import type { Db } from '../db/database.ts'
import { EventLog, type StoredEvent } from '../events/event-log.ts'

/** The events of this topic are for organizations. */
export const TICKET_TOPIC = 'ticket'

export type TicketEvent = Exclude<TicketChange, { type: 'ready' | 'reset' }>

/** What a write leaves behind beside its row, in the same transaction: a line of the audit, and an event. */
@Injectable()
export class TicketLedger {
  constructor(
    @Inject(ActivityService) private readonly activity: ActivityService,
    @Inject(EventLog) private readonly events: EventLog,
  ) {}

  /** Whether the organization had a ticket of this id that was deleted. */
  wasRemoved(organizationId: string, ticketId: string, tx: Db): Promise<boolean> {
    return this.activity.wasDone({ organizationId, action: 'ticket.remove', subjectId: ticketId }, tx)
  }

  /** Call it last: see {@link EventLog.append}. */
  async record(actor: Member, deed: Omit<Deed, 'subjectId'>, event: TicketEvent, tx: Db): Promise<void> {
    await this.activity.record(actor, { ...deed, subjectId: event.ticketId }, tx)
    await this.events.append(tx, { topic: TICKET_TOPIC, scope: actor.orgId, data: event })
  }
}

/** An event as streams tell it; `null` where another version of this server has written it otherwise. */
export const ticketChangeOf = ({ data }: StoredEvent): TicketChange | null => contract.ticket.onChange.output.safeParse(data).data ?? null
