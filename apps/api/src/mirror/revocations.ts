import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common'
import { SessionRevocations } from '@throughline/nest'
import { EventBus } from '../events/event-bus.ts'
import { EventLog, type StoredEvent } from '../events/event-log.ts'

/** No token lives longer: what was revoked before needs no refusal any more. */
const LIFE_MS = 60 * 60 * 1_000

/** A message of Clerk's reaches one replica: what it ends there ends on the others, and on one that starts after it. */
@Injectable()
export class Revocations implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(SessionRevocations) private readonly revocations: SessionRevocations,
  ) {}

  onModuleInit(): void {
    this.bus.on('revocation', (event) => this.apply(event))
  }

  /** By now the bus stands at an event: what came before it is read here, what comes after it is told. */
  async onApplicationBootstrap(): Promise<void> {
    for (const event of await this.log.listSince('revocation', new Date(Date.now() - LIFE_MS))) this.apply(event)
  }

  private apply({ scope, data: { sessionId } }: StoredEvent): void {
    if (typeof sessionId === 'string') this.revocations.revokeSession(sessionId)
    else this.revocations.revokeUser(scope)
  }
}
