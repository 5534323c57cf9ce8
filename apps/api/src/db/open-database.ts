import type { Env } from '../env.ts'
import type { Database } from './database.ts'

/** Opens what the environment asks for. Loads only the driver that it needs. */
export async function openDatabase({ databaseUrl, dataDir }: Pick<Env, 'databaseUrl' | 'dataDir'>): Promise<Database> {
  if (databaseUrl) return (await import('./postgres.ts')).openPostgres(databaseUrl)
  return (await import('./pglite.ts')).openPglite(dataDir)
}
