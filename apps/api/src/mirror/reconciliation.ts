import { isDeepStrictEqual } from 'node:util'
import type { ClerkClient } from '@throughline/nest'
import type { Db } from '../db/database.ts'
import type { Transactions } from '../db/transactions.ts'
import type { EventLog, NewEvent } from '../events/event-log.ts'
import { membershipMirrorOf, organizationMirrorOf } from '../organization/clerk-organizations.ts'
import type { MembershipRepository } from '../organization/membership.repository.ts'
import type { OrganizationMirrorService } from '../organization/organization-mirror.service.ts'
import type { OrganizationRepository } from '../organization/organization.repository.ts'
import { userMirrorOf } from '../user/clerk-users.ts'
import type { UserMirrorService } from '../user/user-mirror.service.ts'
import type { UserRepository } from '../user/user.repository.ts'
import { patiently, walk } from './walk.ts'

export interface Difference {
  readonly kind: 'user' | 'organization' | 'membership'
  /** Missing here, not as Clerk has it, or no longer at Clerk. */
  readonly what: 'missing' | 'stale' | 'gone'
  readonly id: string
}

export interface ReconciliationParts {
  readonly clerk: ClerkClient
  readonly users: UserRepository
  readonly organizations: OrganizationRepository
  readonly memberships: MembershipRepository
  readonly userMirror: UserMirrorService
  readonly organizationMirror: OrganizationMirrorService
  readonly events: EventLog
  readonly transactions: Transactions
}

export interface ReconciliationOptions {
  /** Finds, and repairs nothing. */
  readonly dryRun: boolean
  onDifference(difference: Difference): void
  /** So many of so many users and organizations were compared. */
  onProgress(done: number, total: number): void
}

type Repair = (tx: Db) => Promise<NewEvent[]>

interface Kept {
  readonly clerkUpdatedAt: Date
  readonly deletedAt: Date | null
}

/**
 * Walks everything that Clerk has and repairs what the mirror has otherwise: after messages were lost, or before the first
 * one came. What is gone is asked for once more by its id, since it may have come while the walk was under way; what has a
 * tombstone stays buried, since a list that still has it is the older of the two.
 */
export class Reconciliation {
  private done = 0
  private total = 0

  constructor(
    private readonly parts: ReconciliationParts,
    private readonly options: ReconciliationOptions,
  ) {}

  async run(): Promise<void> {
    const { clerk } = this.parts
    const count = (found: { totalCount: number }) => found.totalCount
    const [users, organizations] = await Promise.all([patiently(() => clerk.users.getCount()), patiently(() => clerk.organizations.getOrganizationList({ limit: 1 })).then(count)])
    this.total = users + organizations
    await this.outliving()
    await this.users()
    await this.organizations()
  }

  /** Whatever Clerk has: its lists may be older than a tombstone, and nobody walks the members of what is buried. */
  private async outliving(): Promise<void> {
    const { memberships, organizationMirror } = this.parts
    for (const { membership, over } of await memberships.listOutliving()) await this.repair({ kind: 'membership', what: 'gone', id: membership.membershipId }, (tx) => organizationMirror.end(membership, over, tx))
  }

  private async users(): Promise<void> {
    const { clerk, users, userMirror, organizationMirror } = this.parts
    const known = new Map((await users.listMirrored()).map((row) => [row.id, row]))
    for await (const user of walk((page) => clerk.users.getUserList({ ...page, orderBy: '+created_at' }))) {
      const mirror = userMirrorOf(user)
      await this.compare('user', mirror.id, known.get(mirror.id), mirror, (tx) => userMirror.keep(mirror, tx))
      known.delete(mirror.id)
      this.options.onProgress(++this.done, this.total)
    }
    for (const [id, { deletedAt }] of known) {
      if (deletedAt || (await isThere(() => clerk.users.getUser(id)))) continue
      await this.repair({ kind: 'user', what: 'gone', id }, async (tx) => [...(await organizationMirror.endAll({ userId: id }, new Date(), tx)), ...(await userMirror.bury(id, new Date(), tx))])
    }
  }

  private async organizations(): Promise<void> {
    const { clerk, organizations, organizationMirror } = this.parts
    const known = new Map((await organizations.listMirrored()).map((row) => [row.id, row]))
    for await (const organization of walk((page) => clerk.organizations.getOrganizationList({ ...page, orderBy: '+created_at' }))) {
      const mirror = organizationMirrorOf(organization)
      await this.compare('organization', mirror.id, known.get(mirror.id), mirror, (tx) => organizationMirror.keep(mirror, tx))
      known.delete(mirror.id)
      await this.membershipsOf(mirror.id)
      this.options.onProgress(++this.done, this.total)
    }
    for (const [id, { deletedAt }] of known) {
      if (deletedAt || (await isThere(() => clerk.organizations.getOrganization({ organizationId: id })))) continue
      await this.repair({ kind: 'organization', what: 'gone', id }, (tx) => organizationMirror.bury(id, new Date(), tx))
    }
  }

  private async membershipsOf(organizationId: string): Promise<void> {
    const { clerk, memberships, organizationMirror } = this.parts
    const known = new Map((await memberships.listMirrored(organizationId)).map((row) => [row.membershipId, row]))
    for await (const membership of walk((page) => clerk.organizations.getOrganizationMembershipList({ organizationId, ...page, orderBy: '+created_at' }))) {
      const mirror = membershipMirrorOf(membership)
      if (!mirror) continue
      await this.compare('membership', mirror.membershipId, known.get(mirror.membershipId), mirror, (tx) => organizationMirror.keepMembership(mirror, tx))
      known.delete(mirror.membershipId)
    }
    for (const [id, row] of known) {
      if (row.deletedAt) continue
      const found = await patiently(() => clerk.organizations.getOrganizationMembershipList({ organizationId, userId: [row.userId], limit: 1 }))
      if (found.data[0]?.id === id) continue
      await this.repair({ kind: 'membership', what: 'gone', id }, (tx) => organizationMirror.end(row, new Date(), tx))
    }
  }

  private async compare<T extends Pick<Kept, 'clerkUpdatedAt'>>(kind: Difference['kind'], id: string, here: (Partial<T> & Kept) | undefined, there: T, repair: Repair): Promise<void> {
    if (!here) await this.repair({ kind, what: 'missing', id }, repair)
    else if (!here.deletedAt && isStale(here, there)) await this.repair({ kind, what: 'stale', id }, repair)
  }

  private async repair(difference: Difference, repair: Repair): Promise<void> {
    this.options.onDifference(difference)
    if (this.options.dryRun) return
    await this.parts.transactions.run(async (tx) => {
      const happened = await repair(tx)
      if (happened.length > 0) await this.parts.events.append(tx, ...happened)
    })
  }
}

/** Also where the times are the same: a role that means other permissions than before leaves its memberships' times alone. */
function isStale<T extends Pick<Kept, 'clerkUpdatedAt'>>(here: Partial<T> & Kept, there: T): boolean {
  if (here.clerkUpdatedAt > there.clerkUpdatedAt) return false // a message has come since the page was asked for
  return Object.entries(there).some(([name, value]) => name in here && !isDeepStrictEqual((here as Record<string, unknown>)[name], value)) // of a name that it has
}

async function isThere(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await patiently(ask)
    return true
  } catch (error) {
    if ((error as { status?: number }).status === 404) return false // the SDK's API error, where Clerk has answered
    throw error
  }
}
