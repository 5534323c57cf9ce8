import { Inject, Injectable } from '@nestjs/common'
import type { contract, RouterOutputs } from '@throughline/api'
import type { InputOut, Member } from '@throughline/contract'
import type { Db } from '../db/database.ts'
import { MembershipService } from '../organization/membership.service.ts'
import { decodeCursor, encodeCursor } from '../paging.ts'
import { ActivityRepository, type DoneQuery, type NewActivity } from './activity.repository.ts'

export interface Deed {
  /** The procedure, for example `ticket.assign`. */
  readonly action: string
  readonly subjectId?: string | null
  /** Nobody's name, which would stay when their account goes: their id, under a key that ends in `UserId`. */
  readonly detail?: Readonly<Record<string, string | null>>
}

/** The audit of an organization. */
@Injectable()
export class ActivityService {
  constructor(
    @Inject(ActivityRepository) private readonly activity: ActivityRepository,
    @Inject(MembershipService) private readonly memberships: MembershipService,
  ) {}

  /** In the transaction of what was done: both are there, or neither. */
  record({ orgId, userId }: Member, { action, subjectId = null, detail = {} }: Deed, tx: Db): Promise<void> {
    return this.activity.append([{ organizationId: orgId, actorId: userId, action, subjectId, detail }], tx)
  }

  /** In one statement. */
  recordDenied(entries: readonly Omit<NewActivity, 'denied'>[]): Promise<void> {
    return this.activity.append(entries.map((entry) => ({ ...entry, denied: true })))
  }

  /** For samples, which were done by nobody. */
  recordPast(entry: NewActivity, tx: Db): Promise<void> {
    return this.activity.append([entry], tx)
  }

  /** Whether anything was ever done in an organization, or tried. */
  hasAny(organizationId: string): Promise<boolean> {
    return this.activity.hasAny(organizationId)
  }

  /** Whether something was done to a thing, and not only tried. */
  wasDone(query: DoneQuery, tx: Db): Promise<boolean> {
    return this.activity.hasDone(query, tx)
  }

  async list(actor: Member, { subjectId, cursor, limit }: InputOut<typeof contract.activity.list.input>): Promise<RouterOutputs['activity']['list']> {
    const { orgId, orgRole } = await this.memberships.confirm(actor, 'org')
    const before = cursor == null ? undefined : decodeCursor(cursor, /^(\d{1,15})$/)
    const rows = await this.activity.list({ organizationId: orgId, subjectId, withDenied: orgRole === 'org:admin', before: before && Number(before[0]), limit: limit + 1 })
    const items = rows.slice(0, limit).map((row) => ({ ...row, id: String(row.id) }))
    return { items, nextCursor: rows.length > limit ? encodeCursor(items.at(-1)!.id) : null } // a page that goes on is not empty
  }
}
