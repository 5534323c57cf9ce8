import { Inject, Injectable } from '@nestjs/common'
import type { Profile, UpdateProfile } from '@throughline/api'
import type { Actor } from '@throughline/contract'
import { tracked } from '@throughline/nest'
import { Transactions } from '../db/transactions.ts'
import { EventLog } from '../events/event-log.ts'
import { ClerkUsers } from './clerk-users.ts'
import { PROFILE_TOPIC, ProfileChanges } from './profile-changes.ts'
import { UserGoneError } from './user.errors.ts'
import { UserRepository, type UserRow } from './user.repository.ts'

@Injectable()
export class UserService {
  private readonly arriving = new Map<string, Promise<UserRow>>()

  constructor(
    @Inject(UserRepository) private readonly users: UserRepository,
    @Inject(ClerkUsers) private readonly clerkUsers: ClerkUsers,
    @Inject(ProfileChanges) private readonly changes: ProfileChanges,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventLog) private readonly events: EventLog,
  ) {}

  /** The caller's profile; on their first call ever, mirrored from Clerk. Later calls never ask Clerk. */
  profile({ userId }: Actor): Promise<Profile> {
    return this.find(userId)
  }

  async updateProfile({ userId }: Actor, change: UpdateProfile): Promise<Profile> {
    return (await this.save(userId, change)) ?? (await this.welcome(userId).then(() => this.save(userId, change))) ?? gone()
  }

  /**
   * The caller's profile as it is now, then each change; under `lastEventId` only what is newer. Every event is the whole
   * profile, so a version that is overtaken while it waits may be left out.
   */
  async *profileChanges({ userId }: Actor, lastEventId: string | undefined, signal: AbortSignal) {
    // Before the row is read, or a change between the two would be in neither.
    const changes = this.changes.subscribe(userId, signal)
    try {
      const current = await this.find(userId)
      if (String(current.version) !== lastEventId) yield tracked(String(current.version), current)
      let newest = current.version
      for await (const change of changes) {
        const version = Number(change[0])
        if (version > newest) yield change
        newest = Math.max(newest, version)
      }
    } finally {
      await this.changes.release(userId, changes)
    }
  }

  private save(userId: string, change: UpdateProfile): Promise<UserRow | null> {
    return this.transactions.run(async (tx) => {
      const saved = await this.users.update(userId, change, tx)
      if (saved) await this.events.append(tx, { topic: PROFILE_TOPIC, scope: userId, data: { version: saved.version } })
      return saved
    })
  }

  private async find(userId: string): Promise<UserRow> {
    return (await this.users.findById(userId)) ?? this.welcome(userId)
  }

  /** However many calls of a new user arrive at once, Clerk is asked once. */
  private welcome(userId: string): Promise<UserRow> {
    const running = this.arriving.get(userId)
    if (running) return running
    const arriving = this.mirror(userId).finally(() => this.arriving.delete(userId))
    this.arriving.set(userId, arriving)
    return arriving
  }

  /** Looks again: a call that found no row may get here after another one has made it. */
  private async mirror(userId: string): Promise<UserRow> {
    const known = await this.users.findById(userId)
    if (known) return known
    const made = await this.users.upsert(await this.clerkUsers.fetch(userId))
    // Nothing was written where a message of Clerk's was faster, or has said that the account is gone.
    return made ?? (await this.users.findById(userId)) ?? gone()
  }
}

function gone(): never {
  throw new UserGoneError()
}
