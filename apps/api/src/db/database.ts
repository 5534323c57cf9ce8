import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type * as schema from './schema.ts'

/** Drizzle on PGlite or PostgreSQL; the same queries for both. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>

/** Injection token of {@link Db}. */
export const DB = Symbol('DB')

/** An open database. */
export interface Database {
  readonly db: Db
  /** Rejects when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Injection token of {@link Database}. */
export const DATABASE = Symbol('DATABASE')
