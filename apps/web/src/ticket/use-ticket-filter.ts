'use client'
import type { TicketFilter } from '@throughline/api'
import { useSearchParams } from 'next/navigation'
import { addressOf, filterOf } from './filter.ts'

/** The filter lives in the address: it survives a reload, and can be sent to somebody. */
export function useTicketFilter(): { filter: TicketFilter; setFilter: (filter: TicketFilter) => void } {
  const params = useSearchParams()
  return { filter: filterOf(Object.fromEntries(params)), setFilter }
}

// Not by the router: that would render the page on the server once more, and until it has, the next change would start
// from the filter before. https://nextjs.org/docs/app/getting-started/linking-and-navigating#native-history-api
const setFilter = (next: TicketFilter) => window.history.replaceState(null, '', addressOf(next))
