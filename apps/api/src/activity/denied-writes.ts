import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common'
import { RefusedWrites, type RefusedWrite } from '@throughline/nest'
import type { NewActivity } from './activity.repository.ts'
import { ActivityService } from './activity.service.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** In one statement, which takes 65,535 parameters. */
const MOST_ROWS = 1_000

interface Line {
  readonly entry: NewActivity
  readonly requestId: string
  written(): void
  failed(error: unknown): void
}

/**
 * One line of the audit for every write that was refused, in the organization of who asked for it. While some are being
 * written others gather, and are the next statement together: a flood takes one connection, and as few commits as it can.
 */
@Injectable()
export class DeniedWrites implements OnModuleInit {
  private readonly logger = new Logger('Audit')
  private readonly waiting: Line[] = []
  private isWriting = false

  constructor(
    @Inject(RefusedWrites) private readonly refusals: RefusedWrites,
    @Inject(ActivityService) private readonly activity: ActivityService,
  ) {}

  /** For as long as the process lives: calls that are under way when it is asked to end are refused, too. */
  onModuleInit(): void {
    this.refusals.onRefused((refused) => this.record(refused))
  }

  /** Resolves when the line is in the audit; rejects where it is not, and will not be. */
  private async record({ actor: { orgId, userId }, path, code, reason, input, requestId }: RefusedWrite): Promise<void> {
    if (orgId === null) return
    const entry = { organizationId: orgId, actorId: userId, action: path, subjectId: subjectOf(input), detail: { code, reason, requestId } }
    await new Promise<void>((written, failed) => {
      this.waiting.push({ entry, requestId, written, failed })
      if (!this.isWriting) void this.write()
    })
  }

  private async write(): Promise<void> {
    this.isWriting = true
    while (this.waiting.length > 0) {
      const lines = this.waiting.splice(0, MOST_ROWS)
      try {
        await this.activity.recordDenied(lines.map(({ entry }) => entry))
        for (const line of lines) line.written()
      } catch (error) {
        this.logger.error({ err: error, requestIds: lines.map(({ requestId }) => requestId) }, 'Refused writes are not in the audit')
        for (const line of lines) line.failed(error)
      }
    }
    this.isWriting = false
  }
}

/** The input has not been checked: it may be anything. */
function subjectOf(input: unknown): string | null {
  const { id, ticketId } = Object(input) as { id?: unknown; ticketId?: unknown } // Object() makes an object of anything
  const subject = id ?? ticketId
  return typeof subject === 'string' && UUID.test(subject) ? subject.toLowerCase() : null
}
