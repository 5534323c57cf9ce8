import { Injectable } from '@nestjs/common'
import type { Profile } from '@throughline/api'
import { EventChannel } from '@throughline/nest'
import type { UserRow } from './user.repository.ts'

type Changes = ReturnType<EventChannel<Profile>['subscribe']>

/**
 * Hands a written profile to the streams of its owner, and to nobody else's: each user has a channel of their own.
 *
 * Within this process: what another replica writes is seen by a stream here when it connects again. Ids are versions of
 * the row, so that a stream resumes on any replica and after a restart.
 */
@Injectable()
export class ProfileChanges {
  private readonly channels = new Map<string, EventChannel<Profile>>()

  /** How many streams are open. */
  get size(): number {
    return [...this.channels.values()].reduce((sum, { size }) => sum + size, 0)
  }

  /** Call it after the write is committed. */
  publish(row: UserRow): void {
    this.channels.get(row.id)?.publish(String(row.version), row)
  }

  /** What is published from this call on. Give it to {@link release} when its reader has gone. */
  subscribe(userId: string, signal: AbortSignal): Changes {
    const channel = this.channels.get(userId) ?? new EventChannel<Profile>({ history: 0 })
    this.channels.set(userId, channel)
    return channel.subscribe({ signal })
  }

  async release(userId: string, changes: Changes): Promise<void> {
    await changes.return?.()
    if (this.channels.get(userId)?.size === 0) this.channels.delete(userId)
  }
}
