import { isRefused } from './is-refused.ts'

interface Asked {
  readonly state: { readonly data: unknown; readonly error: unknown; readonly fetchStatus: string }
}
type Invalidate = (predicate: (query: Asked) => boolean) => Promise<void>

/**
 * Asks again for what is older than an event. A first answer that is still under way may be from before the event, and
 * cannot be told until it is there: it is waited for, and not cut off, or many events would keep it from ever arriving.
 * What there is not, or may not be seen, no event brings: asking again would only make the page flicker.
 */
export async function refresh(invalidate: Invalidate, isOld: (data: unknown) => boolean): Promise<void> {
  const underWay = new Set<Asked>()
  await invalidate((query) => {
    const { data, error, fetchStatus } = query.state
    if (data !== undefined) return isOld(data)
    if (fetchStatus !== 'idle') underWay.add(query)
    return !isRefused(error)
  })
  if (underWay.size > 0) await invalidate((query) => underWay.has(query) && query.state.data !== undefined && isOld(query.state.data))
}

/** The event that a list is at least as new as: its first page says so, and the others were asked for after it. */
export function asOfIn(data: unknown): number {
  const { pages } = data as { pages: readonly { asOf: string }[] } // of tickets or of comments, as the contract has them
  return Number(pages[0]?.asOf ?? 0)
}

export const versionIn = (data: unknown) => (data as { version: number }).version // a ticket, as the contract has it

/** For a query of a ticket: an answer that was overtaken by a newer one on its way is dropped. */
export const keepNewer = (shown: unknown, answered: unknown) => (shown !== undefined && versionIn(shown) > versionIn(answered) ? shown : answered)
