import { sql, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'

/** The users' table, under any alias. */
type Users = Record<'displayName' | 'imageUrl' | 'deletedAt', AnyPgColumn>

/** How others see a user, from a left join: somebody who was never mirrored, or whose account is gone, has a name too. */
export function personColumns(table: Users): { name: SQL<string>; imageUrl: SQL<string | null> } {
  return {
    name: sql<string>`case when ${table.deletedAt} is not null then 'Former user' else coalesce(${table.displayName}, 'Somebody') end`,
    imageUrl: sql<string | null>`case when ${table.deletedAt} is null then ${table.imageUrl} end`,
  }
}
