'use client'
import type { TicketFilter } from '@throughline/api'
import { useSearchParams } from 'next/navigation'
import { addressOf, filterOf } from './filter.ts'

interface TicketFiltering {
  filter: TicketFilter
  /** An empty value takes the field out. */
  setField: (name: keyof TicketFilter, value: string) => void
  clear: () => void
}

/** The filter lives in the address: it survives a reload, and can be sent to somebody. */
export function useTicketFilter(): TicketFiltering {
  return { filter: filterOf(useSearchParams()), setField, clear }
}

// From the address itself: what is rendered may trail it by a moment, and a second change would undo the first.
function setField(name: keyof TicketFilter, value: string): void {
  const { [name]: _, ...others } = filterOf(new URLSearchParams(window.location.search))
  replace(value === '' ? others : { ...others, [name]: value })
}

const clear = () => replace({})

// Not by the router: that would render the page on the server once more.
// https://nextjs.org/docs/app/getting-started/linking-and-navigating#native-history-api
const replace = (filter: TicketFilter) => window.history.replaceState(null, '', addressOf(filter))
