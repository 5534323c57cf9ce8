import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common'
import { ENV, type Env } from '../env.ts'
import { ClerkUsers } from './clerk-users.ts'
import { UserRepository } from './user.repository.ts'

const SAMPLES: Record<string, { bio: string; timeZone: string }> = {
  'ada@example.com': { bio: 'Writes programs for machines that do not exist yet.', timeZone: 'Europe/London' },
  'alan@example.com': { bio: 'Asks whether machines can think, and runs to work.', timeZone: 'Europe/London' },
  'grace@example.com': { bio: 'Keeps a nanosecond on the desk.', timeZone: 'America/New_York' },
  'linus@example.com': { bio: '', timeZone: 'America/Los_Angeles' },
}

/** In development, with the stand-in: mirrors the users that Clerk has, so that pages look alive. Never touches what a user has changed. */
@Injectable()
export class UserSeed implements OnApplicationBootstrap {
  private readonly logger = new Logger('Seed')

  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(UserRepository) private readonly users: UserRepository,
    @Inject(ClerkUsers) private readonly clerkUsers: ClerkUsers,
  ) {}

  /** Does not hold the start up: a user who comes first is mirrored by their own call. */
  onApplicationBootstrap(): void {
    if (!this.env.seed) return
    this.seed().catch((error: unknown) => this.logger.warn(`The seed was skipped: ${error instanceof Error ? error.message : error}`))
  }

  private async seed(): Promise<void> {
    for (const mirror of await this.clerkUsers.list()) await this.users.upsert(mirror, SAMPLES[mirror.email])
  }
}
