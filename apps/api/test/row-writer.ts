// Writes rows into the embedded database, one after the other, and prints the id of each that is acknowledged, until it is killed.
import { writeSync } from 'node:fs'
import { openPglite } from '../src/db/pglite.ts'
import { users } from '../src/db/schema.ts'

const [dataDir = '', run = ''] = process.argv.slice(2)
const { db } = await openPglite(dataDir)
for (let count = 1; ; count++) {
  const id = `${run}-${count}`
  await db.insert(users).values({ id, email: `${id}@example.com`, displayName: 'x'.repeat(500) })
  writeSync(1, `${id}\n`)
}
