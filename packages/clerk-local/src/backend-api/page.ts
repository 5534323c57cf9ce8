/** One page of a list, with the length of the whole. */
export interface Page<T> {
  data: T[]
  total_count: number
}

const DEFAULT_LIMIT = 10
const MAX_LIMIT = 500

/** One page of a list. Clerk gives ten where no limit is asked for and at most 500. */
export function page<T>(rows: readonly T[], query: URLSearchParams): Page<T> {
  const offset = Math.max(0, Number(query.get('offset') ?? 0) || 0)
  const limit = Math.min(MAX_LIMIT, Math.max(1, Number(query.get('limit') ?? DEFAULT_LIMIT) || DEFAULT_LIMIT))
  return { data: rows.slice(offset, offset + limit), total_count: rows.length }
}

/** One page, with only its own rows put into JSON: ten of ten thousand are ten. */
export function pageOf<T, J>(rows: readonly T[], query: URLSearchParams, json: (row: T) => J): Page<J> {
  const { data, total_count } = page(rows, query)
  return { data: data.map(json), total_count }
}

/** For the lists that Clerk answers bare unless `paginated` is asked for, which its server SDK does. */
export function pageOrList<T>(rows: readonly T[], query: URLSearchParams): T[] | Page<T>
export function pageOrList<T, J>(rows: readonly T[], query: URLSearchParams, json: (row: T) => J): J[] | Page<J>
export function pageOrList<T, J>(rows: readonly T[], query: URLSearchParams, json?: (row: T) => J): (T | J)[] | Page<T | J> {
  const one = json ? pageOf(rows, query, json) : page(rows, query)
  return query.get('paginated') === 'true' ? one : one.data
}
