import { Inject, Injectable } from '@nestjs/common'
import type { Db } from '../db/database.ts'
import type { NewEvent } from '../events/event-log.ts'
import { PROFILE_TOPIC } from './profile-changes.ts'
import { UserRepository, type ClerkMirror } from './user.repository.ts'

/** What Clerk says of users, in any order; each answers what to tell of it. */
@Injectable()
export class UserMirrorService {
  constructor(@Inject(UserRepository) private readonly users: UserRepository) {}

  async keep(mirror: ClerkMirror, tx: Db): Promise<NewEvent[]> {
    const row = await this.users.upsert(mirror, {}, tx)
    return row ? [{ topic: PROFILE_TOPIC, scope: row.id, data: { version: row.version } }] : []
  }

  /** The row stays, for what refers to it, without anything personal; whoever was signed in is so no longer. */
  async bury(id: string, at: Date, tx: Db): Promise<NewEvent[]> {
    await this.users.bury(id, at, tx)
    return [{ topic: 'revocation', scope: id, data: { sessionId: null } }]
  }

  /** When the account was deleted; `null` where it is not known to be. */
  buriedAt(id: string, tx: Db): Promise<Date | null> {
    return this.users.buriedAt(id, tx)
  }
}
