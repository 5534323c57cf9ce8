import { deedKey, auditKey, eventKey, type Deed } from '../desk/deed.ts'
import { surplus } from './surplus.ts'

/** What the database holds, as keys of deeds, each behind the organization under which it is stored. */
export interface Books {
  readonly rows: readonly string[]
  readonly audit: readonly string[]
  readonly events: readonly string[]
}

export interface Settlement {
  /** Everything that does not add up, in words; `[]` when all of it does. */
  readonly faults: readonly string[]
  readonly acknowledged: number
  /** Of the writes that nobody was told the outcome of, those that were written. */
  readonly unheard: number
}

/**
 * Keeps account of writes, by what their callers were told. Whatever was acknowledged must be in the database once, as a
 * row, as a line of the audit and as an event; whatever was refused must not be there; and what nobody was told of may be
 * there or not, but in all three or in none.
 */
export class WriteLedger {
  private readonly acknowledged = new Map<string, Deed>()
  private readonly refused = new Map<string, Deed>()
  private readonly unheard = new Map<string, Deed>()

  acknowledge(deed: Deed): void {
    this.acknowledged.set(deedKey(deed), deed)
  }

  refuse(deed: Deed): void {
    this.refused.set(deedKey(deed), deed)
  }

  /** Neither: the connection broke, or no answer came. */
  lose(deed: Deed): void {
    this.unheard.set(deedKey(deed), deed)
  }

  settle(books: Books): Settlement {
    const deeds = [...this.acknowledged.values()]
    const written = this.writtenUnheard(books, deeds)
    const expected = [...deeds, ...written]
    const faults = [
      ...this.compare('rows', books.rows, expected, eventKey),
      ...this.compare('audit', books.audit, expected, auditKey),
      ...this.compare('events', books.events, expected, eventKey),
    ]
    return { faults, acknowledged: deeds.length, unheard: written.length }
  }

  /** The rows that no acknowledgement explains, by writes that may have made them. Of two that named one version, the audit knows which. */
  private writtenUnheard({ rows, audit }: Books, deeds: readonly Deed[]): Deed[] {
    const spare = new Set([...surplus(rows, storedAll(deeds, eventKey)), ...surplus(audit, storedAll(deeds, auditKey))])
    const written = new Map<string, Deed>()
    for (const deed of this.unheard.values()) {
      const row = stored(deed, eventKey)
      if (spare.has(row) && (!written.has(row) || spare.has(stored(deed, auditKey)))) written.set(row, deed)
    }
    return [...written.values()]
  }

  private compare(book: string, found: readonly string[], deeds: readonly Deed[], keyOf: (deed: Deed) => string): string[] {
    const expected = storedAll(deeds, keyOf)
    const refused = new Set(storedAll([...this.refused.values()], keyOf))
    return [
      ...surplus(expected, found).map((key) => `${book}: acknowledged and not there: ${key}`),
      ...surplus(found, expected).map((key) => `${book}: ${refused.has(key) ? 'refused and yet there' : 'there once too often'}: ${key}`),
    ]
  }
}

const stored = (deed: Deed, keyOf: (deed: Deed) => string) => `${deed.person.organization.id} ${keyOf(deed)}`
const storedAll = (deeds: readonly Deed[], keyOf: (deed: Deed) => string) => deeds.map((deed) => stored(deed, keyOf))
