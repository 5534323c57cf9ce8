import type { Logger } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import type { Database } from './database.ts'
import { migrationsFolder } from './migrations-folder.ts'
import * as schema from './schema.ts'

/** Any number, as long as every replica uses the same. */
const MIGRATION_LOCK = 727_274

/** Opens a bounded pool on PostgreSQL and migrates it. A database that is down or slow fails a call within 2 s. */
export async function openPostgres(url: string, logger?: Logger): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 2_000, statement_timeout: 2_000, query_timeout: 2_000, idleTimeoutMillis: 30_000 })
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => {})
  try {
    await migratePostgres(url)
  } catch (error) {
    await pool.end()
    throw error
  }
  return {
    db: drizzle(pool, { schema, ...(logger && { logger }) }),
    ping: async () => void (await pool.query('select 1')),
    close: () => pool.end(),
  }
}

/** Runs the migrations once, however many replicas start at the same time. */
export async function migratePostgres(url: string): Promise<void> {
  // A connection of its own: a migration may take longer than a statement of a call.
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle(client), { migrationsFolder })
  } finally {
    await client.end()
  }
}
