import { fieldError } from '../http/api-error.ts'

/** What a list may be ordered by: Clerk's name of each field, with how a row is read. */
export type Orders<T> = Readonly<Record<string, (row: T) => string | number | null>>

/**
 * The rows by the query's `order_by`: a field's name, ascending with `+` or nothing before it, descending with `-`.
 * Rows that are alike stay in the order in which they came, or in its reverse; `null` counts as smallest. A field that
 * is not in `orders` is refused.
 */
export function ordered<T>(rows: Iterable<T>, query: URLSearchParams, orders: Orders<T>, standard = '-created_at'): T[] {
  // In a query that was not encoded the plus arrives as a space.
  const wanted = (query.get('order_by') || standard).trim()
  const field = wanted.replace(/^[+-]/, '')
  const read = Object.hasOwn(orders, field) ? orders[field] : undefined
  if (!read) throw fieldError('form_param_value_invalid', `order_by has to be one of ${Object.keys(orders).join(', ')}, with + or - before it.`, 'order_by')
  const ascending = [...rows].sort((a, b) => compare(read(a), read(b)))
  return wanted.startsWith('-') ? ascending.reverse() : ascending
}

function compare(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  // By code unit, as a database with the C collation: a locale's rules take ten times as long.
  return a < b ? -1 : Number(a > b)
}
