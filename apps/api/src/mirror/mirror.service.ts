import { Inject, Injectable, Logger } from '@nestjs/common'
import type { ClerkMessage } from '@throughline/nest'
import type * as z from 'zod'
import type { Db } from '../db/database.ts'
import { Transactions } from '../db/transactions.ts'
import { EventLog, type NewEvent } from '../events/event-log.ts'
import { OrganizationMirrorService } from '../organization/organization-mirror.service.ts'
import { UserMirrorService } from '../user/user-mirror.service.ts'
import { deletedSchema, envelopeSchema, membershipSchema, organizationSchema, sessionSchema, userSchema } from './clerk-data.ts'
import { MessageRepository } from './message.repository.ts'

/** What somebody else is told of an applied message. */
type Events = Promise<readonly NewEvent[]>
type Apply = (data: unknown, at: Date, tx: Db) => Events

/** Of no interest to the mirror; emails and texts hold codes, too, which are kept nowhere. */
const IGNORED = /^(session\.(created|pending)|(email|sms|role|permission|organizationDomain|organizationInvitation|waitlistEntry|subscription|subscriptionItem|paymentAttempt)\.\w+)$/

/** Keeps what this database knows of Clerk as Clerk says it, whatever order its messages come in, and however often. */
@Injectable()
export class MirrorService {
  private readonly logger = new Logger('Mirror')
  /** By type. A message names its own: of an object it would also find what every object has. */
  private readonly appliers: ReadonlyMap<string, Apply>

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(MessageRepository) private readonly messages: MessageRepository,
    @Inject(EventLog) private readonly events: EventLog,
    @Inject(UserMirrorService) users: UserMirrorService,
    @Inject(OrganizationMirrorService) organizations: OrganizationMirrorService,
  ) {
    const user = applying(userSchema, (mirror, _at, tx) => users.keep(mirror, tx))
    const organization = applying(organizationSchema, (mirror, _at, tx) => organizations.keep(mirror, tx))
    const membership = applying(membershipSchema, (mirror, _at, tx) => organizations.keepMembership(mirror, tx))
    const sessionEnd = applying(sessionSchema, async ({ id: sessionId, user_id: scope }) => [{ topic: 'revocation', scope, data: { sessionId } }])
    const appliers: Record<string, Apply> = {
      'user.created': user,
      'user.updated': user,
      'user.deleted': applying(deletedSchema, async ({ id }, at, tx) => {
        const ended = await organizations.endAll({ userId: id }, at, tx)
        return [...(await users.bury(id, at, tx)), ...ended]
      }),
      'organization.created': organization,
      'organization.updated': organization,
      'organization.deleted': applying(deletedSchema, ({ id }, at, tx) => organizations.bury(id, at, tx)),
      'organizationMembership.created': membership,
      'organizationMembership.updated': membership,
      'organizationMembership.deleted': applying(membershipSchema, (mirror, at, tx) => organizations.end(mirror, at, tx)),
      'session.ended': sessionEnd,
      'session.removed': sessionEnd,
      'session.revoked': sessionEnd,
    }
    this.appliers = new Map(Object.entries(appliers))
  }

  /** Once for each id. What is signed and cannot be understood is parked, for somebody to look at: sent again, it would be no clearer. */
  async receive({ id, event }: ClerkMessage): Promise<void> {
    const type = typeOf(event)
    await this.transactions.run(async (tx) => {
      if (!(await this.messages.take(id, type, tx))) return
      const happened = await this.apply(id, type, event, tx)
      if (happened.length > 0) await this.events.append(tx, ...happened)
    })
  }

  private async apply(id: string, type: string, event: unknown, tx: Db): Events {
    if (IGNORED.test(type)) return []
    const envelope = envelopeSchema.safeParse(event)
    const apply = this.appliers.get(type)
    if (!apply) return this.park(id, type, event, 'Nobody knows what to do about it.', tx)
    if (!envelope.success) return this.park(id, type, event, envelope.error.message, tx)
    try {
      return await apply(envelope.data.data, envelope.data.timestamp, tx)
    } catch (error) {
      if (error instanceof NotUnderstoodError) return this.park(id, type, event, error.message, tx)
      throw error
    }
  }

  private async park(id: string, type: string, event: unknown, reason: string, tx: Db): Events {
    this.logger.warn(`A message of Clerk’s is parked: ${type} (${id}). ${reason}`)
    await this.messages.park({ id, type, body: asJson(event), reason }, tx)
    return []
  }
}

/** What a message says that it is, as far as it says so, in characters that can be stored. */
function typeOf(event: unknown): string {
  const { type } = Object(event) as { type?: unknown } // signed, and yet of any shape
  return typeof type === 'string' ? type.replaceAll(/[\0\p{Surrogate}]/gu, '\u{FFFD}').slice(0, 200) : '(none)'
}

/** JSON escapes what PostgreSQL's text does not take. */
function asJson(event: unknown): string {
  try {
    return JSON.stringify(event)
  } catch {
    return '"(nested too deeply to be written)"' // by the stack alone: it has been read from JSON
  }
}

class NotUnderstoodError extends Error {}

function applying<S extends z.ZodType>(schema: S, apply: (data: z.output<S>, at: Date, tx: Db) => Events): Apply {
  return (data, at, tx) => {
    const parsed = schema.safeParse(data)
    if (!parsed.success) throw new NotUnderstoodError(parsed.error.message)
    return apply(parsed.data, at, tx)
  }
}
