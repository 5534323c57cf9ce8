import type { Logger as QueryLogger } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { StartupError } from '../startup-error.ts'
import { within } from '../within.ts'
import { isUnavailable } from './database-unavailable.error.ts'
import type { Database, Db } from './database.ts'
import { listenOnPostgres } from './listening.ts'
import { migrationsFolder } from './migrations-folder.ts'

// Together below 2 s: by then a caller learns that the database does not answer.
const CONNECT_MS = 800
const QUERY_MS = 800
// However many statements it has; a call has waited for one before. Longer than one may take: what a lock holds up is ended by
// the server, and its connection stays.
const TRANSACTION_MS = 1_000

/** Any number, as long as every replica uses the same. */
const MIGRATION_LOCK = 727_274

/**
 * Opens a bounded pool on PostgreSQL and migrates it. A database that is down or slow fails a call within 2 s.
 *
 * @throws {StartupError} it cannot be reached
 */
export async function openPostgres(url: string, logger?: QueryLogger): Promise<Database> {
  await migratePostgres(url)
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'throughline',
    max: 10,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: QUERY_MS,
    // One that stands still in the middle of a write would keep what it has locked from everybody, for ever.
    idle_in_transaction_session_timeout: 2 * QUERY_MS,
    // The server's own timeout does not help where the server stands still.
    query_timeout: QUERY_MS + 100,
  })
  // A connection that breaks is replaced. Without a listener it would end the process: an idle one's is the pool's, and one
  // that holds a transaction has none while no statement is under way.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return {
    db: drizzle(pool, logger ? { logger } : {}),
    transaction: (work, limitMs = TRANSACTION_MS) => transactionOn(pool, work, limitMs, logger),
    ping: async () => void (await within(1_000, 'The database’s answer', pool.query('select 1'))),
    listen: (channel, listener) => listenOnPostgres(url, channel, listener),
    close: () => pool.end(),
  }
}

/**
 * Drizzle's own would hand a connection back to the pool that may have stopped answering, and keep one for ever that did
 * not take the `begin`.
 */
async function transactionOn<T>(pool: pg.Pool, work: (tx: Db) => Promise<T>, limitMs: number, logger?: QueryLogger): Promise<T> {
  const client = await pool.connect()
  const begunAndDone = async () => {
    await client.query('begin')
    return work(drizzle(client, logger ? { logger } : {}))
  }
  let usable = true
  try {
    const result = await within(limitMs, 'The transaction', begunAndDone())
    await client.query('commit')
    return result
  } catch (error) {
    // Where nothing is answered, or too late, no rollback is either: the server rolls back what its client has left.
    usable = !isUnavailable(error) && (await client.query('rollback').then(() => true, () => false))
    throw error
  } finally {
    client.release(!usable)
  }
}

/** Runs the migrations once, however many replicas start at the same time. */
async function migratePostgres(url: string): Promise<void> {
  // A connection of its own: a migration may take longer than a statement of a call, and a lock belongs to its session.
  const client = new pg.Client({ connectionString: url, application_name: 'throughline-migrate', connectionTimeoutMillis: 5_000 })
  // What breaks the connection rejects the statement, too.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle(client), { migrationsFolder })
  } catch (error) {
    const { host, port, database } = client // without the password
    const address = `${host}:${port}/${database}`
    if (isUnavailable(error)) throw new StartupError(`PostgreSQL does not answer at ${address}; see DATABASE_URL.`, { cause: error })
    if (isRefusal(error)) throw new StartupError(`PostgreSQL at ${address} lets nobody in: ${error.message}; see DATABASE_URL.`, { cause: error })
    throw error
  } finally {
    await client.end().catch(() => {}) // it may never have been connected
  }
}

/** SQLSTATE class 28 (user, password) and 3D000 (no such database): what is wrong with the address, not with us. */
function isRefusal(error: unknown): error is Error {
  return error instanceof pg.DatabaseError && /^(28...|3D000)$/.test(error.code ?? '')
}
