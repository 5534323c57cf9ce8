import { Inject } from '@nestjs/common'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { DB, type Db } from '../db/database.ts'
import { Repository } from '../db/repository.ts'
import { users } from '../db/schema.ts'

const columns = {
  id: users.id,
  email: users.email,
  displayName: users.displayName,
  imageUrl: users.imageUrl,
  bio: users.bio,
  timeZone: users.timeZone,
  createdAt: users.createdAt,
  version: users.version,
}

const changed = { updatedAt: sql`now()`, version: sql`${users.version} + 1` }

/** What Clerk knows of a user. */
export interface ClerkMirror {
  readonly id: string
  readonly email: string
  readonly displayName: string
  readonly imageUrl: string | null
  readonly createdAt: Date
  /** When Clerk last changed any of this. */
  readonly clerkUpdatedAt: Date
}

export type UserRow = { [K in keyof typeof columns]: (typeof users.$inferSelect)[K] }

@Repository()
export class UserRepository {
  constructor(@Inject(DB) private readonly db: Db) {}

  /** Not of an account that was deleted. */
  async findById(id: string): Promise<UserRow | null> {
    const [user] = await this.db.select(columns).from(users).where(living(id))
    return user ?? null
  }

  /** Everybody, tombstones too, by what is kept as Clerk has it. */
  listMirrored() {
    const { id, email, imageUrl, clerkUpdatedAt, deletedAt } = users
    return this.db.select({ id, email, imageUrl, clerkUpdatedAt, deletedAt }).from(users)
  }

  /** When the account was deleted; `null` where it is not known to be. */
  async buriedAt(id: string, tx: Db = this.db): Promise<Date | null> {
    const [user] = await tx.select({ deletedAt: users.deletedAt }).from(users).where(eq(users.id, id))
    return user?.deletedAt ?? null
  }

  /**
   * One statement, so that two replicas that meet a user at once make one row; what the user has chosen stays, and so does
   * what is newer. `null` where it changed nothing.
   */
  async upsert(mirror: ClerkMirror, chosen: { bio?: string; timeZone?: string } = {}, tx: Db = this.db): Promise<UserRow | null> {
    const { email, imageUrl, clerkUpdatedAt } = mirror
    const [user] = await tx
      .insert(users)
      .values({ ...mirror, ...chosen })
      .onConflictDoUpdate({
        target: users.id,
        set: { email, imageUrl, clerkUpdatedAt, ...changed },
        setWhere: sql`${users.deletedAt} is null and ${users.clerkUpdatedAt} <= excluded.clerk_updated_at`,
      })
      .returning(columns)
    return user ?? null
  }

  /** Leaves a tombstone, also of somebody who was never heard of, without anything personal. */
  async bury(id: string, at: Date, tx: Db = this.db): Promise<void> {
    const scrubbed = { email: `${id}@users.invalid`, displayName: 'Former user', imageUrl: null, bio: '', clerkUpdatedAt: at, deletedAt: at }
    await tx
      .insert(users)
      .values({ id, ...scrubbed })
      .onConflictDoUpdate({ target: users.id, set: { ...scrubbed, ...changed }, setWhere: isNull(users.deletedAt) })
  }

  async update(id: string, change: { displayName: string; bio: string; timeZone: string }, tx: Db = this.db): Promise<UserRow | null> {
    const [user] = await tx
      .update(users)
      .set({ ...change, ...changed })
      .where(living(id))
      .returning(columns)
    return user ?? null
  }
}

const living = (id: string) => and(eq(users.id, id), isNull(users.deletedAt))
