import { Inject } from '@nestjs/common'
import { eq, isNull, sql } from 'drizzle-orm'
import { DB, type Db } from '../db/database.ts'
import { Repository } from '../db/repository.ts'
import { organizations } from '../db/schema.ts'

export type OrganizationRow = typeof organizations.$inferSelect
/** What Clerk knows of an organization. */
export type OrganizationMirror = Omit<OrganizationRow, 'deletedAt'>

@Repository()
export class OrganizationRepository {
  constructor(@Inject(DB) private readonly db: Db) {}

  /** The tombstone of one that was deleted, too. */
  async find(id: string, tx: Db = this.db): Promise<OrganizationRow | null> {
    const [row] = await tx.select().from(organizations).where(eq(organizations.id, id))
    return row ?? null
  }

  /** All, tombstones too. */
  listMirrored(): Promise<OrganizationRow[]> {
    return this.db.select().from(organizations)
  }

  /** Keeps what is newer, and never brings back what was deleted; `false` where it changed nothing. */
  async upsert(mirror: OrganizationMirror, tx: Db = this.db): Promise<boolean> {
    const { id: _, createdAt: __, ...change } = mirror
    const written = await tx
      .insert(organizations)
      .values(mirror)
      .onConflictDoUpdate({
        target: organizations.id,
        set: change,
        setWhere: sql`${organizations.deletedAt} is null and ${organizations.clerkUpdatedAt} <= excluded.clerk_updated_at`,
      })
      .returning({ id: organizations.id })
    return written.length === 1
  }

  /** Leaves a tombstone, also of one that was never heard of; `false` where there is one already. */
  async bury(id: string, at: Date, tx: Db = this.db): Promise<boolean> {
    const buried = await tx
      .insert(organizations)
      .values({ id, name: '', slug: null, imageUrl: null, createdAt: at, clerkUpdatedAt: at, deletedAt: at })
      .onConflictDoUpdate({ target: organizations.id, set: { deletedAt: at, clerkUpdatedAt: at }, setWhere: isNull(organizations.deletedAt) })
      .returning({ id: organizations.id })
    return buried.length === 1
  }
}
