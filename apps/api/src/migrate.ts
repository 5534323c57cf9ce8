import { openDatabase } from './db/open-database.ts'
import { readDatabaseEnv } from './env.ts'
import { exitWithError } from './startup-error.ts'

/** Migrates the database of the environment and ends; safe when several run at once on PostgreSQL. */
async function main(): Promise<void> {
  const database = await openDatabase(readDatabaseEnv())
  await database.close()
  process.stdout.write('The database is up to date.\n')
}

main().catch(exitWithError)
