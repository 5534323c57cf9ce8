import { ticketFilterSchema, type TicketFilter } from '@throughline/api'

/** As many as fill a tall screen. */
export const PAGE_SIZE = 20

/** As Next hands over what stands behind the `?` of an address. */
type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>

/** The filter in an address; what is wrong there, or is there twice, counts as not there. */
export function filterOf(params: SearchParams | URLSearchParams): TicketFilter {
  const filter: Record<string, string> = {}
  for (const [name, schema] of Object.entries(ticketFilterSchema.shape)) {
    // The browser's parameters say nothing of twice unless they are asked: the two would then disagree about the filter.
    const values = params instanceof URLSearchParams ? params.getAll(name) : [params[name] ?? []].flat()
    const checked = schema.safeParse(values[0])
    // As it was checked: the space around a text, or of nothing else, is not part of it.
    if (values.length === 1 && checked.success && checked.data) filter[name] = checked.data
  }
  return filter as TicketFilter // each field was checked by its own schema
}

/** The address of a filtered list. */
export function addressOf(filter: TicketFilter): string {
  const query = new URLSearchParams(Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])))
  return query.size === 0 ? '/tickets' : `/tickets?${query}`
}

/** What a list is asked for: the server's prefetch and the browser's query must ask for the same. */
export const listInput = (filter: TicketFilter) => ({ limit: PAGE_SIZE, ...filter })
