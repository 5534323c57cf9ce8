'use client'
import type { TicketFilter } from '@throughline/api'
import { useSearchParams } from 'next/navigation'
import { useEffect } from 'react'
import { loaded, preload } from '../site/form-schema.ts'
import { addressOf, checkedFilter, writtenFilter, type WrittenFilter } from './filter.ts'

interface TicketFiltering {
  filter: TicketFilter
  /** An empty value takes the field out. What is chosen shows at once, a text once it is checked. */
  setField: (name: keyof TicketFilter, value: string) => void
  clear: () => void
}

/** The filter lives in the address: it survives a reload, and can be sent to somebody. */
export function useTicketFilter(): TicketFiltering {
  useEffect(() => forgetText, [])
  const filter = writtenFilter(useSearchParams()) as TicketFilter // the server has checked the address, and what changes it here is checked before
  return { filter, setField, clear }
}

const loadSchemas = () => import('./ticket-schemas.ts')

/** Has the check of a text ready before the first one is typed. */
export const prepareText = () => preload(loadSchemas)

// A status or an assignee is one of those that the page offers; only a text can be anything.
const setField = (name: keyof TicketFilter, value: string): void => (name === 'text' ? void setText(value) : write({ [name]: value }))

// Grows with each text and whatever makes the one before it void: a check that comes too late changes nothing, be it on another page.
let texts = 0
const forgetText = () => void texts++

async function setText(typed: string): Promise<void> {
  const turn = ++texts
  const schemas = await loaded(loadSchemas)
  const text = schemas ? checkedFilter({ text: typed }, schemas.ticketFilterSchema).text : typed.trim()
  if (turn === texts) write({ text })
}

// From the address itself: what is rendered may trail it by a moment, and a second change would undo the first.
const write = (change: WrittenFilter) => replace({ ...writtenFilter(new URLSearchParams(window.location.search)), ...change })

function clear(): void {
  forgetText()
  replace({})
}

// Not by the router: that would render the page on the server once more.
// https://nextjs.org/docs/app/getting-started/linking-and-navigating#native-history-api
const replace = (filter: WrittenFilter) => window.history.replaceState(null, '', addressOf(filter))
