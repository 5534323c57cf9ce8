import { Global, Module } from '@nestjs/common'
import { EventBus } from './event-bus.ts'
import { EventLog } from './event-log.ts'
import { EventPruning } from './event-pruning.ts'

/** The transactional outbox, and what tells every replica of it. */
@Global()
@Module({ providers: [EventBus, EventLog, EventPruning], exports: [EventBus, EventLog] })
export class EventsModule {}
