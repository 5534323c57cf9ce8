import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'

export type Query = <Row extends object>(text: string) => Promise<{ rows: Row[] }>

/** Asks a PostgreSQL database beside the servers that use it. */
export async function onPostgres<T>(databaseUrl: string, ask: (query: Query) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await ask((text) => client.query(text))
  } finally {
    await client.end()
  }
}

/** Asks the embedded database of a data folder that no server has open. */
export async function onFolder<T>(dataDir: string, ask: (query: Query) => Promise<T>): Promise<T> {
  const pglite = await PGlite.create(join(dataDir, 'pglite'))
  try {
    return await ask((text) => pglite.query(text))
  } finally {
    await pglite.close()
  }
}
