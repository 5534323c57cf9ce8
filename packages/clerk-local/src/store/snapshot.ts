import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from './store.ts'

const FILE = 'state.json'

/** Fills `store` from a data folder; `false` where there is nothing to read yet. */
export function load(store: Store, dataDir: string): boolean {
  let text: string
  try {
    text = readFileSync(join(dataDir, FILE), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false // readFileSync rejects with an errno
    throw error
  }
  const saved = parsed(text, join(dataDir, FILE))
  for (const [name, part] of Object.entries(store)) {
    const rows = saved[name as keyof Store] ?? [] // a part that an older version did not have
    if (Array.isArray(part)) part.push(...(rows as typeof part)) // as save() wrote it
    else for (const [key, value] of rows as [string, never][]) part.set(key, value) // as save() wrote it
  }
  return true
}

function parsed(text: string, file: string): Record<keyof Store, unknown[]> {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${file} is not what clerk-local wrote; delete it to start from the seed.`)
  }
}

/** Writes a new file beside the old one and swaps them, so that a reader or a crash never meets half a file. */
export function save(store: Store, dataDir: string): void {
  const parts = Object.entries(store).map(([name, part]) => [name, [...part]])
  mkdirSync(dataDir, { recursive: true })
  const fresh = join(dataDir, `${FILE}.${process.pid}`)
  writeFileSync(fresh, JSON.stringify(Object.fromEntries(parts)), { mode: 0o600 })
  renameSync(fresh, join(dataDir, FILE))
}
