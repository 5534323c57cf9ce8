'use client'
import type { TicketFilter } from '@throughline/api'
import { trpc } from '../trpc/react.ts'
import { listInput } from './filter.ts'

/** The tickets that a filter leaves, page by page; while another filter's are on their way, the last ones stay. */
export function useTickets(filter: TicketFilter) {
  return trpc.ticket.list.useInfiniteQuery(listInput(filter), { getNextPageParam: ({ nextCursor }) => nextCursor, placeholderData: (previous) => previous })
}
