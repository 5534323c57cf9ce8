import { Inject } from '@nestjs/common'
import { eq, sql } from 'drizzle-orm'
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
}

export type UserRow = { [K in keyof typeof columns]: (typeof users.$inferSelect)[K] }

@Repository()
export class UserRepository {
  constructor(@Inject(DB) private readonly db: Db) {}

  async findById(id: string): Promise<UserRow | null> {
    const [user] = await this.db.select(columns).from(users).where(eq(users.id, id))
    return user ?? null
  }

  /** One statement, so that two replicas that meet a user at once make one row; what the user has chosen stays. */
  async upsert(mirror: ClerkMirror, chosen: { bio?: string; timeZone?: string } = {}): Promise<UserRow> {
    const { email, imageUrl } = mirror
    const [user] = await this.db
      .insert(users)
      .values({ ...mirror, ...chosen })
      .onConflictDoUpdate({ target: users.id, set: { email, imageUrl, ...changed } })
      .returning(columns)
    return user! // an upsert returns its row
  }

  async update(id: string, change: { displayName: string; bio: string; timeZone: string }): Promise<UserRow | null> {
    const [user] = await this.db
      .update(users)
      .set({ ...change, ...changed })
      .where(eq(users.id, id))
      .returning(columns)
    return user ?? null
  }
}
