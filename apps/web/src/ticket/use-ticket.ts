'use client'
import { trpc } from '../trpc/react.ts'
import { keepNewer } from './freshness.ts'

/** One ticket, never older than it was shown already. */
export function useTicket(id: string) {
  return trpc.ticket.get.useQuery({ id }, { structuralSharing: keepNewer })
}
