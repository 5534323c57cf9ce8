import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import type { Logger } from 'drizzle-orm'
import type { Database } from '../src/db/database.ts'
import { migrationsFolder } from '../src/db/migrations-folder.ts'
import { pgliteDatabase } from '../src/db/pglite.ts'

const cache = fileURLToPath(new URL('../node_modules/.cache/throughline', import.meta.url))

/** A migrated, empty database in memory. Loads a dump that all test files share: making one takes five times as long. */
export async function openTemplate(logger?: Logger): Promise<Database> {
  const dump = readTemplate() ?? (await makeTemplate())
  return pgliteDatabase(await PGlite.create({ loadDataDir: dump }), logger)
}

/** Another set of migrations or another PGlite is another template. */
function templateFile(): string {
  const hash = createHash('sha256').update(readFileSync(new URL('../package.json', import.meta.resolve('@electric-sql/pglite'))))
  for (const name of readdirSync(migrationsFolder).filter((file) => file.endsWith('.sql')).toSorted()) hash.update(readFileSync(join(migrationsFolder, name)))
  return join(cache, `template-${hash.digest('hex').slice(0, 16)}.tar`)
}

function readTemplate(): Blob | null {
  try {
    return new Blob([readFileSync(templateFile())])
  } catch {
    return null
  }
}

/** Several files may make it at once: each writes its own, and the last one in place is as good as the first. */
async function makeTemplate(): Promise<Blob> {
  const pglite = await PGlite.create()
  await pgliteDatabase(pglite)
  const dump = await pglite.dumpDataDir('none')
  await pglite.close()
  mkdirSync(cache, { recursive: true })
  const draft = join(cache, `${process.pid}.tar`)
  writeFileSync(draft, Buffer.from(await dump.arrayBuffer()))
  renameSync(draft, templateFile())
  return dump
}
