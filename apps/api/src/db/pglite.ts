import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Logger } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { within } from '../within.ts'
import type { Database } from './database.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { takeOwnership } from './owner-lock.ts'

/**
 * Opens the embedded database of a data folder and migrates it. A folder has one owner at a time: two would destroy it.
 *
 * @throws {DatabaseInUseError}
 */
export async function openPglite(dataDir: string, logger?: Logger): Promise<Database> {
  const directory = join(dataDir, 'pglite')
  const release = takeOwnership(directory)
  try {
    const database = await pgliteDatabase(await PGlite.create(directory), logger)
    return {
      ...database,
      async close() {
        await database.close()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/** Migrates an open PGlite; tests hand in one that lives in memory. */
export async function pgliteDatabase(pglite: PGlite, logger?: Logger): Promise<Database> {
  const db = drizzle(pglite, logger ? { logger } : {})
  await migrate(db, { migrationsFolder })
  return {
    db,
    transaction: (work) => db.transaction(work),
    ping: async () => void (await within(1_000, 'The database’s answer', pglite.query('select 1'))),
    listen(channel, listener) {
      const listening = pglite.listen(channel, () => listener.onNotify())
      void listening.then(() => listener.onRestore())
      // One that has closed listens to nothing any more.
      return async () => void (pglite.closed || (await (await listening)()))
    },
    close: () => pglite.close(),
  }
}
