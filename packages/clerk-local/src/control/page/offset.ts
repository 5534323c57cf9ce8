/** Where a page of a list begins; 0 for anything that is no such place. */
export function offsetOf(query: URLSearchParams): number {
  const offset = Number(query.get('offset'))
  return Number.isSafeInteger(offset) && offset > 0 ? offset : 0
}
