import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Logger } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import type { Database } from './database.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { lockFolder } from './owner-lock.ts'
import * as schema from './schema.ts'

/**
 * Opens the embedded database of a data folder and migrates it. A folder has one owner at a time: two would destroy it.
 *
 * @throws {FolderInUseError}
 */
export async function openPglite(dataDir: string, logger?: Logger): Promise<Database> {
  mkdirSync(dataDir, { recursive: true })
  const unlock = lockFolder(join(dataDir, 'pglite.lock'))
  try {
    const database = await pgliteDatabase(await PGlite.create(join(dataDir, 'pglite')), logger)
    return {
      ...database,
      async close() {
        await database.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Migrates an open PGlite; tests hand in one that lives in memory. */
export async function pgliteDatabase(pglite: PGlite, logger?: Logger): Promise<Database> {
  const db = drizzle(pglite, { schema, ...(logger && { logger }) })
  await migrate(db, { migrationsFolder })
  return {
    db,
    ping: async () => void (await pglite.query('select 1')),
    close: () => pglite.close(),
  }
}
