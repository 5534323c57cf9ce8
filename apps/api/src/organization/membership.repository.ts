import { Inject } from '@nestjs/common'
import { and, eq, getTableColumns, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { DB, type Db } from '../db/database.ts'
import { personColumns } from '../db/person-columns.ts'
import { Repository } from '../db/repository.ts'
import { memberships, organizations, users } from '../db/schema.ts'

export type MembershipRow = typeof memberships.$inferSelect
/** What Clerk knows of a membership. */
export type MembershipMirror = Omit<MembershipRow, 'deletedAt'>

/** What is known of somebody in an organization, neither of which need have been heard of. */
export interface Standing {
  /** The tombstone of somebody who has left, too. */
  readonly membership: MembershipRow | null
  /** Whether the organization has a tombstone. */
  readonly isOver: boolean
}

/** Of advisory locks, the kinds that these are: any two numbers, as long as every replica uses the same. */
const [ORGANIZATION_LOCK, USER_LOCK] = [727_276, 727_277]

const person = personColumns(users)

@Repository()
export class MembershipRepository {
  constructor(@Inject(DB) private readonly db: Db) {}

  /** The tombstone of somebody who has left, too. */
  async find(organizationId: string, userId: string, tx: Db = this.db): Promise<MembershipRow | null> {
    const [row] = await tx
      .select()
      .from(memberships)
      .where(and(eq(memberships.organizationId, organizationId), eq(memberships.userId, userId)))
    return row ?? null
  }

  /** In one statement. */
  async standing(organizationId: string, userId: string, tx: Db = this.db): Promise<Standing> {
    const [row] = await tx
      .select({ membership: getTableColumns(memberships), isOver: sql<boolean>`${organizations.deletedAt} is not null` })
      .from(sql`(select ${organizationId}::text as organization_id, ${userId}::text as user_id) as asked`)
      .leftJoin(memberships, sql`${memberships.organizationId} = asked.organization_id and ${memberships.userId} = asked.user_id`)
      .leftJoin(organizations, sql`${organizations.id} = asked.organization_id`)
    return row!
  }

  /**
   * Until the transaction ends, whoever asks for the same organization or the same user waits: what is read of them stays
   * true. The organization's comes first, always, so that no two wait for each other.
   */
  async hold({ organizationId, userId }: { organizationId?: string; userId?: string }, tx: Db): Promise<void> {
    if (organizationId !== undefined) await tx.execute(sql`select pg_advisory_xact_lock(${ORGANIZATION_LOCK}, hashtext(${organizationId}))`)
    if (userId !== undefined) await tx.execute(sql`select pg_advisory_xact_lock(${USER_LOCK}, hashtext(${userId}))`)
  }

  /** By name, then id. */
  listByOrg(organizationId: string, after: { readonly name: string; readonly id: string } | undefined, limit: number) {
    return this.db
      .select({ id: memberships.userId, ...person, role: memberships.role })
      .from(memberships)
      .leftJoin(users, eq(users.id, memberships.userId))
      .where(
        and(
          eq(memberships.organizationId, organizationId),
          isNull(memberships.deletedAt),
          after && sql`(${person.name} collate "C", ${memberships.userId} collate "C") > (${after.name}, ${after.id})`,
        ),
      )
      .orderBy(sql`${person.name} collate "C"`, sql`${memberships.userId} collate "C"`)
      .limit(limit)
  }

  /** All of an organization, tombstones too. */
  listMirrored(organizationId: string): Promise<MembershipRow[]> {
    return this.db.select().from(memberships).where(eq(memberships.organizationId, organizationId))
  }

  /** Those that go on though their organization or their user has a tombstone, and since when they should not. */
  listOutliving() {
    return this.db
      .select({ membership: getTableColumns(memberships), over: sql<Date>`coalesce(${organizations.deletedAt}, ${users.deletedAt})`.mapWith(users.deletedAt) })
      .from(memberships)
      .leftJoin(organizations, eq(organizations.id, memberships.organizationId))
      .leftJoin(users, eq(users.id, memberships.userId))
      .where(and(isNull(memberships.deletedAt), or(isNotNull(organizations.deletedAt), isNotNull(users.deletedAt))))
  }

  /**
   * Keeps what is newer. Of two memberships of one person the one that was made later counts, and one that has ended does
   * not come back; `false` where it changed nothing.
   */
  async upsert(mirror: MembershipMirror, tx: Db = this.db): Promise<boolean> {
    const { organizationId: _, userId: __, ...change } = mirror
    const written = await tx
      .insert(memberships)
      .values(mirror)
      .onConflictDoUpdate({
        target: [memberships.organizationId, memberships.userId],
        set: { ...change, deletedAt: null },
        setWhere: sql`case when ${memberships.membershipId} = excluded.membership_id
          then ${memberships.deletedAt} is null and ${memberships.clerkUpdatedAt} <= excluded.clerk_updated_at
          else ${memberships.createdAt} < excluded.created_at end`,
      })
      .returning({ userId: memberships.userId })
    return written.length === 1
  }

  /** Leaves a tombstone, also of one that was never heard of; `false` where it changed nothing. */
  async bury(mirror: MembershipMirror, at: Date, tx: Db = this.db): Promise<boolean> {
    const { organizationId: _, userId: __, ...change } = mirror
    const buried = await tx
      .insert(memberships)
      .values({ ...mirror, clerkUpdatedAt: at, deletedAt: at })
      .onConflictDoUpdate({
        target: [memberships.organizationId, memberships.userId],
        set: { ...change, clerkUpdatedAt: at, deletedAt: at },
        setWhere: sql`case when ${memberships.membershipId} = excluded.membership_id
          then ${memberships.deletedAt} is null
          else ${memberships.createdAt} < excluded.created_at end`,
      })
      .returning({ userId: memberships.userId })
    return buried.length === 1
  }

  /** Leaves a tombstone where no membership is known: Clerk had none at that time, whatever its id may have been. Any that is heard of is newer. */
  async noteAbsence(organizationId: string, userId: string, at: Date, tx: Db): Promise<void> {
    const nothing = { membershipId: '', role: '', permissions: null, createdAt: new Date(0) }
    await tx
      .insert(memberships)
      .values({ organizationId, userId, ...nothing, clerkUpdatedAt: at, deletedAt: at })
      .onConflictDoUpdate({
        target: [memberships.organizationId, memberships.userId],
        set: { clerkUpdatedAt: at, deletedAt: at },
        setWhere: sql`${memberships.deletedAt} is not null and ${memberships.clerkUpdatedAt} < excluded.clerk_updated_at`,
      })
  }

  /** Ends every membership of an organization, or of a user, that has not ended; answers whose. */
  async buryAll(of: { organizationId: string } | { userId: string }, at: Date, tx: Db): Promise<{ organizationId: string; userId: string }[]> {
    const whose = 'userId' in of ? eq(memberships.userId, of.userId) : eq(memberships.organizationId, of.organizationId)
    const ending = and(whose, isNull(memberships.deletedAt))
    // In an order, as an update has none: an organization's end and a user's that meet would wait for each other.
    await tx.select({ userId: memberships.userId }).from(memberships).where(ending).orderBy(memberships.organizationId, memberships.userId).for('update')
    return tx
      .update(memberships)
      .set({ deletedAt: at, clerkUpdatedAt: at })
      .where(ending)
      .returning({ organizationId: memberships.organizationId, userId: memberships.userId })
  }
}
