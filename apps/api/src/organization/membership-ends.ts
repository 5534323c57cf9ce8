import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { Member } from '@throughline/contract'
import { EventBus } from '../events/event-bus.ts'
import { MembershipService } from './membership.service.ts'
import { MembershipEndedError } from './organization.errors.ts'

const keyOf = (organizationId: string, userId: string) => `${organizationId} ${userId}`

/** Ends what goes on for a member, such as a stream, as soon as any replica learns that they have left. */
@Injectable()
export class MembershipEnds implements OnModuleInit {
  private readonly waiting = new Map<string, Set<AbortController>>()

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(MembershipService) private readonly memberships: MembershipService,
  ) {}

  onModuleInit(): void {
    this.bus.on('membership', ({ scope, data }) => {
      if (data['ended'] !== 1) return
      for (const controller of this.waiting.get(keyOf(String(data['organizationId']), scope)) ?? []) controller.abort(new MembershipEndedError())
    })
  }

  /**
   * Passes on what `follow` yields until the membership ends.
   *
   * @throws {MembershipEndedError} then, or at once where it has ended
   */
  async *during<T>(member: Member, signal: AbortSignal, follow: (signal: AbortSignal) => AsyncIterable<T>): AsyncGenerator<T> {
    const ended = new AbortController()
    const key = keyOf(member.orgId, member.userId)
    const waiting = this.waiting.get(key) ?? new Set()
    this.waiting.set(key, waiting.add(ended))
    try {
      await this.memberships.confirm(member, 'org')
      yield* follow(AbortSignal.any([signal, ended.signal]))
      ended.signal.throwIfAborted()
    } finally {
      waiting.delete(ended)
      if (waiting.size === 0) this.waiting.delete(key)
    }
  }
}
