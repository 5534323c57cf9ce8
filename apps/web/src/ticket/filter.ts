import type { TicketFilter, ticketFilterSchema } from '@throughline/api'

/** As many as fill a tall screen. */
export const PAGE_SIZE = 20

/** As Next hands over what stands behind the `?` of an address. */
type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>

/** A filter as somebody has written it, which may say anything. */
export type WrittenFilter = Readonly<Partial<Record<keyof TicketFilter, string>>>

// The schema's keys, which the type keeps complete: the browser reads an address without the schema.
const FIELDS: Readonly<Record<keyof TicketFilter, true>> = { status: true, assignee: true, text: true }
const NAMES = Object.keys(FIELDS) as (keyof TicketFilter)[] // keys() forgets the keys it was given

/** The filter in an address, unchecked; what is empty, or is there twice, counts as not there. */
export function writtenFilter(params: SearchParams | URLSearchParams): WrittenFilter {
  const filter: Record<string, string> = {}
  for (const name of NAMES) {
    // The browser's parameters say nothing of twice unless they are asked: the two would then disagree about the filter.
    const values = params instanceof URLSearchParams ? params.getAll(name) : [params[name] ?? []].flat()
    if (values.length === 1 && values[0]) filter[name] = values[0]
  }
  return filter
}

/** What of a filter the API takes. `schema` is handed over, so that it stays out of the browser until it is needed there. */
export function checkedFilter(written: WrittenFilter, schema: typeof ticketFilterSchema): TicketFilter {
  const filter: Record<string, string> = {}
  for (const name of NAMES) {
    const checked = schema.shape[name].safeParse(written[name])
    // As it was checked: the space around a text, or of nothing else, is not part of it.
    if (checked.success && checked.data) filter[name] = checked.data
  }
  return filter as TicketFilter // each field was checked by its own schema
}

/** The address of a filtered list. */
export function addressOf(filter: WrittenFilter): string {
  const query = new URLSearchParams(Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])))
  return query.size === 0 ? '/tickets' : `/tickets?${query}`
}

/** What a list is asked for: the server's prefetch and the browser's query must ask for the same. */
export const listInput = (filter: TicketFilter) => ({ limit: PAGE_SIZE, ...filter })
