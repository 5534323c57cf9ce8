/** One change of a table: a row that came (`before` is null), changed, or went (`after` is null). */
export interface Change {
  readonly table: string
  readonly before: Row | null
  readonly after: Row | null
}

export interface Row {
  readonly id: string
}

/** The keys under which a row is found in an index; none where it is not in it. */
export type Keys<T> = (row: T) => readonly string[]

/**
 * Rows by id, in the order in which they came. A row is live: whoever holds one sees it as it is now, and only the
 * table changes it, so that indexes, journal and webhooks miss nothing. Nested values are replaced, never changed.
 */
export class Table<T extends Row, Index extends string = never> {
  readonly #rows = new Map<string, T>()
  readonly #indexes: readonly { readonly name: string; readonly keysOf: Keys<T>; readonly found: Map<string, Set<T>> }[]
  readonly #name: string
  readonly #changed: (change: Change) => void

  constructor(name: string, changed: (change: Change) => void, indexes: { readonly [K in Index]: Keys<T> }) {
    this.#name = name
    this.#changed = changed
    this.#indexes = Object.entries<Keys<T>>(indexes).map(([index, keysOf]) => ({ name: index, keysOf, found: new Map() }))
  }

  get size(): number {
    return this.#rows.size
  }

  get(id: string): T | undefined {
    return this.#rows.get(id)
  }

  has(id: string): boolean {
    return this.#rows.has(id)
  }

  /** In the order in which they came. */
  values(): MapIterator<T> {
    return this.#rows.values()
  }

  /** The rows under a key of an index, in the order in which they came under it. */
  by(index: Index, key: string): T[] {
    return [...(this.#index(index).found.get(key) ?? [])]
  }

  /** How many rows are under a key, without making a list of them. */
  count(index: Index, key: string): number {
    return this.#index(index).found.get(key)?.size ?? 0
  }

  insert(row: T): T {
    if (this.#rows.has(row.id)) throw new Error(`There is a row ${row.id} in ${this.#name} already.`)
    const kept = { ...row }
    this.#rows.set(kept.id, kept)
    this.#enter(kept)
    this.#changed({ table: this.#name, before: null, after: kept })
    return kept
  }

  update(row: T, changes: Partial<T>): T {
    const kept = this.#rows.get(row.id)
    if (!kept) throw new Error(`There is no row ${row.id} in ${this.#name}.`)
    const before = { ...kept }
    Object.assign(kept, changes)
    this.#move(before, kept)
    this.#changed({ table: this.#name, before, after: kept })
    return kept
  }

  remove(id: string): void {
    const row = this.#rows.get(id)
    if (!row) return
    this.#leave(row)
    this.#rows.delete(id)
    this.#changed({ table: this.#name, before: row, after: null })
  }

  /** Puts a row as the journal has it, in place of an older one; nobody is told. */
  restore(row: T): void {
    const old = this.#rows.get(row.id)
    if (old) this.#leave(old)
    this.#rows.set(row.id, row)
    this.#enter(row)
  }

  /** Takes a row out as the journal says; nobody is told. */
  forget(id: string): void {
    const row = this.#rows.get(id)
    if (!row) return
    this.#leave(row)
    this.#rows.delete(id)
  }

  clear(): void {
    this.#rows.clear()
    for (const { found } of this.#indexes) found.clear()
  }

  #index(name: string) {
    const index = this.#indexes.find((each) => each.name === name)
    if (!index) throw new Error(`${this.#name} has no index ${name}.`)
    return index
  }

  #enter(row: T): void {
    for (const { keysOf, found } of this.#indexes) for (const key of keysOf(row)) add(found, key, row)
  }

  #leave(row: T): void {
    for (const { keysOf, found } of this.#indexes) for (const key of keysOf(row)) drop(found, key, row)
  }

  /** Only under the keys that differ, so that a change does not reorder an index. */
  #move(before: T, row: T): void {
    for (const { keysOf, found } of this.#indexes) {
      const [old, fresh] = [keysOf(before), keysOf(row)]
      for (const key of old) if (!fresh.includes(key)) drop(found, key, row)
      for (const key of fresh) if (!old.includes(key)) add(found, key, row)
    }
  }
}

type Found<T> = Map<string, Set<T>>

function add<T>(found: Found<T>, key: string, row: T): void {
  const rows = found.get(key)
  if (rows) rows.add(row)
  else found.set(key, new Set([row]))
}

function drop<T>(found: Found<T>, key: string, row: T): void {
  const rows = found.get(key)
  rows?.delete(row)
  if (rows?.size === 0) found.delete(key)
}
