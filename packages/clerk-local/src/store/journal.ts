import { closeSync, existsSync, fstatSync, ftruncateSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { notWritable } from './not-writable.ts'
import { tableNamed, type Store } from './store.ts'
import type { Change, Row } from './table.ts'

const FILE = 'state.jsonl'
const HEADER = { format: 'clerk-local', version: 1 }
/** How much may be appended before the file is written anew, in bytes: at least this, and twice what it was. */
const ROOM = 8_000_000

/** Whether a folder has something of an earlier start. */
export const hasState = (dataDir: string): boolean => existsSync(join(dataDir, FILE))

/** One row as the file has it; `null` for one that is gone. */
type Entry = readonly [table: string, id: string, row: Row | null]

/**
 * What happened, one line for each request that changed something: an array of `[table, id, row]`. A line is written by
 * one call before its request is answered, so that killing the process loses nothing that was answered; a torn last line
 * was never answered, and is dropped.
 */
export class Journal {
  readonly #store: Store
  readonly #file: string
  readonly #pending = new Map<string, { table: string; id: string }>()
  #descriptor: number | undefined
  #appended = 0
  #room = ROOM

  constructor(store: Store, dataDir: string) {
    this.#store = store
    this.#file = join(dataDir, FILE)
    mkdirSync(dataDir, { recursive: true })
  }

  /** Fills the store; `false` where there is nothing to read yet. */
  load(): boolean {
    if (!existsSync(this.#file)) return false
    const [header = '', ...lines] = readFileSync(this.#file, 'utf8').split('\n')
    this.#check(parsed(header))
    const torn = lines.pop() // what follows the last line break: nothing, or half a line
    for (const line of lines) this.#replay(parsed(line))
    return torn !== undefined
  }

  /** Remembers a change until `flush`. A row that changes several times is written once. */
  note({ table, before, after }: Change): void {
    const id = (after ?? before)?.id
    if (id !== undefined) this.#pending.set(`${table} ${id}`, { table, id })
  }

  /** Writes what has changed since the last time. */
  flush(): void {
    if (this.#descriptor === undefined || this.#pending.size === 0) return
    const entries = [...this.#pending.values()].map(({ table, id }): Entry => [table, id, tableNamed(this.#store, table)?.get(id) ?? null])
    this.#appended += this.#append(this.#descriptor, `${JSON.stringify(entries)}\n`)
    this.#pending.clear()
    if (this.#appended > this.#room) this.#tryToCompact()
  }

  /** Writes a line whole or, on a full disk, not at all: half of one, with others behind it, could not be read again. */
  #append(descriptor: number, line: string): number {
    const { size } = fstatSync(descriptor)
    try {
      writeFileSync(descriptor, line)
    } catch (cause) {
      ftruncateSync(descriptor, size)
      throw notWritable(cause)
    }
    return Buffer.byteLength(line)
  }

  /** What was asked for is written down already: where there is no room for a second file, the first one goes on growing. */
  #tryToCompact(): void {
    try {
      this.compact()
    } catch {
      rmSync(`${this.#file}.new`, { force: true, recursive: true })
      this.#room += ROOM
    }
  }

  /** Writes a new file beside the old one and swaps them, so that a crash never leaves half of it. */
  compact(): void {
    const lines = [JSON.stringify(HEADER)]
    for (const [table, rows] of Object.entries(this.#store))
      for (const row of rows.values()) lines.push(JSON.stringify([[table, row.id, row] satisfies Entry]))
    const fresh = `${this.#file}.new`
    const text = `${lines.join('\n')}\n`
    writeFileSync(fresh, text, { mode: 0o600, flush: true })
    this.close()
    renameSync(fresh, this.#file)
    this.#descriptor = openSync(this.#file, 'a', 0o600)
    this.#pending.clear()
    this.#appended = 0
    this.#room = Math.max(ROOM, text.length * 2)
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  #replay(entries: unknown): void {
    if (!Array.isArray(entries)) throw this.#unreadable()
    for (const [table, id, row] of entries as Entry[]) { // as flush() wrote it
      const rows = tableNamed(this.#store, table) // a table that a newer version has, and this one has not, is left out
      if (row) rows?.restore(row)
      else rows?.forget(id)
    }
  }

  #check(header: unknown): void {
    if (JSON.stringify(header) !== JSON.stringify(HEADER)) throw this.#unreadable()
  }

  #unreadable = () => new Error(`${this.#file} is not what this version of clerk-local wrote; start with --reset, or delete it, to begin from the seed.`)
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
