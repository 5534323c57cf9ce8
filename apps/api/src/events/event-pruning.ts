import { Inject, Injectable } from '@nestjs/common'
import { Pruning } from '../pruning.ts'
import { EventLog } from './event-log.ts'

/** How long an event is kept: a stream that was away for longer is told to ask for everything again. */
const KEPT_MS = 24 * 60 * 60 * 1_000

/** Keeps the outbox from growing for ever. */
@Injectable()
export class EventPruning extends Pruning {
  constructor(@Inject(EventLog) log: EventLog) {
    super('old events', (now) => log.prune(new Date(now - KEPT_MS)))
  }
}
