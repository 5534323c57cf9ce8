/** One page of a list, with the length of the whole. Clerk gives ten where no limit is asked for and at most 500. */
export function page<T>(rows: readonly T[], query: URLSearchParams): { data: T[]; total_count: number } {
  const offset = Math.max(0, Number(query.get('offset') ?? 0) || 0)
  const limit = Math.min(500, Math.max(1, Number(query.get('limit') ?? 10) || 10))
  return { data: rows.slice(offset, offset + limit), total_count: rows.length }
}

/** For the lists that Clerk answers bare unless `paginated` is asked for, which its server SDK does. */
export function pageOrList<T>(rows: readonly T[], query: URLSearchParams): T[] | { data: T[]; total_count: number } {
  const one = page(rows, query)
  return query.get('paginated') === 'true' ? one : one.data
}
