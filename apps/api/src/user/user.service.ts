import { Inject, Injectable } from '@nestjs/common'
import type { Profile, UpdateProfile } from '@throughline/api'
import type { Actor } from '@throughline/contract'
import { ClerkUsers } from './clerk-users.ts'
import { UserGoneError } from './user.errors.ts'
import { UserRepository } from './user.repository.ts'

@Injectable()
export class UserService {
  private readonly arriving = new Map<string, Promise<Profile>>()

  constructor(
    @Inject(UserRepository) private readonly users: UserRepository,
    @Inject(ClerkUsers) private readonly clerkUsers: ClerkUsers,
  ) {}

  /** The caller's profile; on their first call ever, mirrored from Clerk. Later calls never ask Clerk. */
  async profile({ userId }: Actor): Promise<Profile> {
    return (await this.users.findById(userId)) ?? this.welcome(userId)
  }

  async updateProfile(actor: Actor, change: UpdateProfile): Promise<Profile> {
    const updated = await this.users.update(actor.userId, change)
    if (updated) return updated
    await this.welcome(actor.userId)
    const retried = await this.users.update(actor.userId, change)
    if (!retried) throw new UserGoneError()
    return retried
  }

  /** However many calls of a new user arrive at once, Clerk is asked once. */
  private welcome(userId: string): Promise<Profile> {
    const running = this.arriving.get(userId)
    if (running) return running
    const arriving = this.mirror(userId).finally(() => this.arriving.delete(userId))
    this.arriving.set(userId, arriving)
    return arriving
  }

  /** Looks again: a call that found no row may get here after another one has made it. */
  private async mirror(userId: string): Promise<Profile> {
    return (await this.users.findById(userId)) ?? this.users.upsert(await this.clerkUsers.fetch(userId))
  }
}
