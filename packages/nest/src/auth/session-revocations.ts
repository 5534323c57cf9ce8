import { Injectable } from '@nestjs/common'
import type { Actor } from '@throughline/contract'
import { MAX_LIFETIME_S } from './claims.ts'
import { RecentIds } from './recent-ids.ts'

/** Names a session, or a user and with it all of the user's sessions. */
export interface Revocation {
  readonly sessionId?: string
  readonly userId?: string
}

/** No token outlives its revocation: the longest life that is accepted, and more than the clocks may differ, twice. */
const REMEMBERED_MS = (MAX_LIFETIME_S + 300) * 1_000

/**
 * Sessions that ended before their tokens did. A token cannot be called back, so every replica that hears of the end
 * refuses what is left of its life: from here on at each request, cached verification or not.
 *
 * Each process knows what it was told; a webhook that reaches one replica must be passed on by whoever runs several.
 */
@Injectable()
export class SessionRevocations {
  private readonly sessions = new RecentIds(REMEMBERED_MS)
  private readonly users = new RecentIds(REMEMBERED_MS)
  private readonly listeners = new Set<(revoked: Revocation) => void>()

  revokeSession(sessionId: string): void {
    this.sessions.add(sessionId)
    this.tell({ sessionId })
  }

  /** Refuses the user for about an hour, new sessions included: for those who are deleted or banned, not signed out. */
  revokeUser(userId: string): void {
    this.users.add(userId)
    this.tell({ userId })
  }

  isRevoked({ sessionId, userId }: Pick<Actor, 'sessionId' | 'userId'>): boolean {
    return this.sessions.has(sessionId) || this.users.has(userId)
  }

  /** Calls `listener` after each revocation, in the same turn; the answer stops that. */
  onRevoked(listener: (revoked: Revocation) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Everybody is told, also after one of them has failed. */
  private tell(revoked: Revocation): void {
    const failures: unknown[] = []
    for (const listener of this.listeners) {
      try {
        listener(revoked)
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
