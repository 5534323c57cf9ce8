import { Inject, Injectable } from '@nestjs/common'
import type { TicketChange } from '@throughline/api'
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

  /** Call it last: see {@link EventLog.append}. */
  async record(actor: Member, deed: Omit<Deed, 'subjectId'>, event: TicketEvent, tx: Db): Promise<void> {
    await this.activity.record(actor, { ...deed, subjectId: event.ticketId }, tx)
    await this.events.append(tx, { topic: TICKET_TOPIC, scope: actor.orgId, data: event })
  }
}

/** An event as streams tell it. */
export const ticketChangeOf = ({ data }: StoredEvent) => data as unknown as TicketEvent // written above, nowhere else
