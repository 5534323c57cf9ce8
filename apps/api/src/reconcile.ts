import 'reflect-metadata'
import { createClerkClient } from '@clerk/backend'
import { isClerkAPIResponseError } from '@clerk/backend/errors'
import { openDatabase } from './db/open-database.ts'
import { readEnv } from './env.ts'
import { reconciliationParts } from './mirror/reconciliation-parts.ts'
import { Reconciliation, type Difference } from './mirror/reconciliation.ts'
import { exitWithError, StartupError } from './startup-error.ts'

const BAR = 30
const LINE_EVERY = 500

/**
 * Compares the mirror with Clerk and repairs it; with `--dry-run` only compares. Ends with 0, also where there were
 * differences, and with 1 where it could not compare or repair everything. What it finds is on stdout, how far it is on
 * stderr.
 */
async function main(options: readonly string[]): Promise<void> {
  const unknown = options.find((option) => option !== '--dry-run')
  if (unknown) throw new StartupError(`There is no option ${unknown}; --dry-run is the only one.`)
  const dryRun = options.includes('--dry-run')
  const { clerk: keys, ...env } = readEnv()
  const clerk = createClerkClient({ secretKey: keys.secretKey, ...(keys.apiUrl && { apiUrl: keys.apiUrl }), telemetry: { disabled: true } })
  const database = await openDatabase(env)
  try {
    let count = 0
    const onDifference = ({ kind, what, id }: Difference) => {
      count++
      say(`${what.padEnd(8)} ${kind.padEnd(13)} ${id}\n`)
    }
    await new Reconciliation(reconciliationParts(database, clerk), { dryRun, onDifference, onProgress }).run().catch(explain)
    say(count === 0 ? 'The mirror is as Clerk is.\n' : `${count} ${count === 1 ? 'difference' : 'differences'} ${dryRun ? 'found; nothing was changed.' : 'repaired.'}\n`)
  } finally {
    await database.close()
  }
}

/** A line of the result, in place of the bar. */
function say(line: string): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1B[K')
  process.stdout.write(line)
}

/** A bar at a terminal; in a log a line now and then. */
function onProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) {
    if (done % LINE_EVERY === 0 || done === total) process.stderr.write(`Compared ${done} of ${Math.max(total, done)} users and organizations.\n`)
    return
  }
  const full = Math.round((BAR * done) / Math.max(total, done, 1))
  process.stderr.write(`\r${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${done} of ${Math.max(total, done)}`)
}

function explain(error: unknown): never {
  if (!isClerkAPIResponseError(error)) throw error
  throw new StartupError(`Clerk answers ${error.status ?? 'nothing'}: ${error.message} What was repaired until then stays so; run it again.`)
}

main(process.argv.slice(2)).catch(exitWithError)
