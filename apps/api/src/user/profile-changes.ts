import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common'
import type { Profile } from '@throughline/api'
import { EventBus } from '../events/event-bus.ts'
import { ScopedChannels } from '../events/scoped-channels.ts'
import { UserRepository } from './user.repository.ts'

/** The events of this topic are for users. */
export const PROFILE_TOPIC = 'profile'

/**
 * Hands a written profile to the streams of its owner, and to nobody else's, whichever replica has written it. Ids are
 * versions of the row, so that a stream resumes on any replica and after a restart.
 */
@Injectable()
export class ProfileChanges extends ScopedChannels<Profile> implements OnModuleInit {
  private readonly logger = new Logger('Profile')

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(UserRepository) private readonly users: UserRepository,
  ) {
    super()
  }

  onModuleInit(): void {
    this.bus.on(PROFILE_TOPIC, ({ scope }) => {
      if (this.has(scope)) this.tell(scope).catch((error: unknown) => this.logger.warn(`A change of a profile was not told: ${error instanceof Error ? error.message : error}`))
    })
  }

  private async tell(userId: string): Promise<void> {
    const row = await this.users.findById(userId)
    if (row) this.publish(userId, String(row.version), row)
  }
}
