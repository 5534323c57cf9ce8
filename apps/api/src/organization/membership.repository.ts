import { Inject } from '@nestjs/common'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { DB, type Db } from '../db/database.ts'
import { personColumns } from '../db/person-columns.ts'
import { Repository } from '../db/repository.ts'
import { memberships, users } from '../db/schema.ts'

export type MembershipRow = typeof memberships.$inferSelect
/** What Clerk knows of a membership. */
export type MembershipMirror = Omit<MembershipRow, 'deletedAt'>

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

  /** Ends every membership of an organization, or of a user, that has not ended; answers whose. */
  buryAll(of: { organizationId: string } | { userId: string }, at: Date, tx: Db = this.db): Promise<{ organizationId: string; userId: string }[]> {
    const whose = 'userId' in of ? eq(memberships.userId, of.userId) : eq(memberships.organizationId, of.organizationId)
    return tx
      .update(memberships)
      .set({ deletedAt: at, clerkUpdatedAt: at })
      .where(and(whose, isNull(memberships.deletedAt)))
      .returning({ organizationId: memberships.organizationId, userId: memberships.userId })
  }
}
