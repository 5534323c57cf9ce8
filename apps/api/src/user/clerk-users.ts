import { Inject, Injectable, Logger } from '@nestjs/common'
import { CLERK_CLIENT, type ClerkClient, type LoadClerkClient } from '@throughline/nest'
import { within } from '../within.ts'
import { UserGoneError, UserSourceUnavailableError } from './user.errors.ts'
import type { ClerkMirror } from './user.repository.ts'

const TIMEOUT_MS = 2_000

type ClerkUser = Awaited<ReturnType<ClerkClient['users']['getUser']>>

/** The only place that asks Clerk about a user: for one who has never been seen before, once. */
@Injectable()
export class ClerkUsers {
  private readonly logger = new Logger('Clerk')

  constructor(@Inject(CLERK_CLIENT) private readonly clerk: LoadClerkClient) {}

  /**
   * @throws {UserGoneError} Clerk has no such user
   * @throws {UserSourceUnavailableError} Clerk does not answer within 2 s
   */
  async fetch(id: string): Promise<ClerkMirror> {
    try {
      return userMirrorOf(await within(TIMEOUT_MS, 'Clerk’s answer', this.users().then((users) => users.getUser(id))))
    } catch (error) {
      const { status } = error as { status?: number } // the SDK's API error, where Clerk has answered
      if (status === 404) throw new UserGoneError()
      this.logger.warn(`A user cannot be fetched from Clerk: ${status ?? ''} ${error instanceof Error ? error.message : error}`)
      throw new UserSourceUnavailableError(error)
    }
  }

  /** The first hundred users, for a development seed. */
  async list(): Promise<ClerkMirror[]> {
    const { data } = await within(TIMEOUT_MS, 'Clerk’s answer', this.users().then((users) => users.getUserList({ limit: 100, orderBy: '+created_at' })))
    return data.map(userMirrorOf)
  }

  private async users() {
    return (await this.clerk()).users
  }
}

/** What is mirrored of a user as the SDK has one. */
export function userMirrorOf(user: ClerkUser): ClerkMirror {
  const email = user.primaryEmailAddress?.emailAddress ?? user.emailAddresses[0]?.emailAddress ?? `${user.id}@users.invalid`
  return {
    id: user.id,
    email,
    displayName: (user.fullName || user.username || email.split('@')[0] || 'Somebody').slice(0, 80),
    imageUrl: user.imageUrl || null,
    createdAt: new Date(user.createdAt),
    clerkUpdatedAt: new Date(user.updatedAt),
  }
}
