import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common'
import type { Member } from '@throughline/contract'
import { RefusedWrites, type RefusedWrite } from '@throughline/nest'
import { ActivityService } from './activity.service.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** One line of the audit for every write that was refused, in the organization of who asked for it. */
@Injectable()
export class DeniedWrites implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Audit')
  private stop = () => {}

  constructor(
    @Inject(RefusedWrites) private readonly refusals: RefusedWrites,
    @Inject(ActivityService) private readonly activity: ActivityService,
  ) {}

  onModuleInit(): void {
    this.stop = this.refusals.onRefused((refused) => void this.record(refused))
  }

  onModuleDestroy(): void {
    this.stop()
  }

  private async record({ actor, path, code, reason, input, requestId }: RefusedWrite): Promise<void> {
    const { orgId, orgRole } = actor
    if (orgId === null || orgRole === null) return
    const member: Member = { ...actor, orgId, orgRole }
    try {
      await this.activity.recordDenied(member, { action: path, subjectId: subjectOf(input), detail: { code, reason, requestId } })
    } catch (error) {
      this.logger.error({ err: error, requestId }, `A refused ${path} is not in the audit`)
    }
  }
}

/** The input has not been checked: it may be anything. */
function subjectOf(input: unknown): string | null {
  const { id, ticketId } = Object(input) as { id?: unknown; ticketId?: unknown } // Object() makes an object of anything
  const subject = id ?? ticketId
  return typeof subject === 'string' && UUID.test(subject) ? subject : null
}
