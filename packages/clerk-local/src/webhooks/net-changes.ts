import type { Change, Row } from '../store/table.ts'

/** What became of one row between two looks at it: it came (`before` is null), changed, or went (`after` is null). */
export interface NetChange {
  readonly table: string
  readonly before: Row | null
  readonly after: Row | null
  /** As the row was last, also where it is gone. */
  readonly last: Row
}

/** Changes until somebody takes them: a row that changes several times changes once, one that came and went never was. */
export class NetChanges {
  readonly #rows = new Map<string, NetChange>()

  note({ table, before, after }: Change): void {
    const last = after ?? before
    if (last === null) return
    const key = `${table} ${last.id}`
    const earlier = this.#rows.get(key)
    this.#rows.set(key, { table, before: earlier ? earlier.before : before, after, last })
  }

  /** In the order in which the rows first changed. */
  take(): NetChange[] {
    const changes = [...this.#rows.values()].filter(({ before, after }) => before !== null || after !== null)
    this.#rows.clear()
    return changes
  }

  get isEmpty(): boolean {
    return this.#rows.size === 0
  }
}
