import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { Member } from '@throughline/contract'
import { EventBus } from '../events/event-bus.ts'
import { MembershipService } from './membership.service.ts'

const keyOf = (organizationId: string, userId: string) => `${organizationId} ${userId}`

/** Something that goes on for a member. */
interface Following {
  readonly member: Member
  readonly ended: AbortController
}

/** Ends what goes on for a member, such as a stream, as soon as any replica learns that they have left. */
@Injectable()
export class MembershipEnds implements OnModuleInit {
  private readonly following = new Map<string, Set<Following>>()

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(MembershipService) private readonly memberships: MembershipService,
  ) {}

  onModuleInit(): void {
    this.bus.on('membership', ({ scope, data }) => {
      if (data['ended'] !== 1) return
      for (const following of this.following.get(keyOf(String(data['organizationId']), scope)) ?? []) void this.check(following)
    })
  }

  /**
   * Passes on what `follow` yields until the membership ends.
   *
   * @throws {MembershipEndedError} then, or at once where it has ended
   */
  async *during<T>(member: Member, signal: AbortSignal, follow: (signal: AbortSignal) => AsyncIterable<T>): AsyncGenerator<T> {
    const mine: Following = { member, ended: new AbortController() }
    const key = keyOf(member.orgId, member.userId)
    const following = this.following.get(key) ?? new Set()
    this.following.set(key, following.add(mine))
    try {
      await this.memberships.confirm(member, 'org')
      yield* follow(AbortSignal.any([signal, mine.ended.signal]))
      mine.ended.signal.throwIfAborted()
    } finally {
      following.delete(mine)
      if (following.size === 0) this.following.delete(key)
    }
  }

  /** An event may come late, when whoever had left is back. Where nobody can say, the stream ends, and its client asks again. */
  private async check({ member, ended }: Following): Promise<void> {
    await this.memberships.confirm(member, 'org').catch((error: unknown) => ended.abort(error))
  }
}
