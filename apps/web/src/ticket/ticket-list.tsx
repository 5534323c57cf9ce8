'use client'
import type { TicketFilter } from '@throughline/api'
import { PageLink } from '../site/page-link.tsx'
import { useCan } from '../trpc/react.ts'
import { LiveIndicator } from './live-indicator.tsx'
import { LoadMore } from './load-more.tsx'
import { MembershipOver } from './membership-over.tsx'
import { NoTickets } from './no-tickets.tsx'
import { TicketFailure } from './ticket-failure.tsx'
import { TicketFilters } from './ticket-filters.tsx'
import { TicketRow } from './ticket-row.tsx'
import { TicketListSkeleton } from './ticket-skeleton.tsx'
import { TicketState } from './ticket-state.tsx'
import { useListKeys } from './use-list-keys.ts'
import { useTicketChanges } from './use-ticket-changes.ts'
import { useTicketFilter } from './use-ticket-filter.ts'
import { useTickets } from './use-tickets.ts'

/** The tickets of the active organization, live. */
export function TicketList() {
  const { filter, setField, clear } = useTicketFilter()
  const can = useCan()
  const tickets = useTickets(filter)
  const { liveness, isOver } = useTicketChanges()
  const keys = useListKeys({ canCreate: can('ticket.create') })
  if (isOver) return <TicketState page="Tickets"><MembershipOver /></TicketState>

  return (
    <div {...keys}>
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-3 pt-10 pb-6 sm:pt-14">
        <div>
          <h1 className="text-3xl font-semibold tracking-tight">Tickets</h1>
          <LiveIndicator liveness={liveness} />
        </div>
        {can('ticket.create') && (
          <PageLink href="/tickets/new" className="button-primary">
            New ticket
          </PageLink>
        )}
      </div>
      <TicketFilters filter={filter} onChange={setField} />
      <Found filter={filter} tickets={tickets} onClear={clear} />
      <p className="text-muted mt-6 hidden text-xs sm:block">
        <Key>j</Key> <Key>k</Key> move, <Key>Enter</Key> opens, <Key>/</Key> searches{can('ticket.create') && <>, <Key>n</Key> opens a new ticket</>}.
      </p>
    </div>
  )
}

interface FoundProps {
  filter: TicketFilter
  tickets: ReturnType<typeof useTickets>
  onClear: () => void
}

function Found({ filter, tickets, onClear }: FoundProps) {
  const { data, error, isFetching, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = tickets
  if (!data) return error ? <TicketFailure error={error} what="Your tickets" isRetrying={isFetching} onRetry={() => void refetch()} /> : <TicketListSkeleton />
  const items = data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <NoTickets isFiltered={Object.values(filter).some(Boolean)} onClear={onClear} />
  return (
    <>
      <ul aria-label="Tickets" aria-busy={tickets.isPlaceholderData} className="card divide-line divide-y overflow-hidden aria-busy:opacity-60">
        {items.map((ticket) => (
          <TicketRow key={ticket.id} ticket={ticket} />
        ))}
      </ul>
      {hasNextPage && <LoadMore isLoading={isFetchingNextPage} hasFailed={tickets.isFetchNextPageError} onMore={() => void fetchNextPage()} />}
    </>
  )
}

const Key = ({ children }: { children: string }) => <kbd className="border-line bg-surface rounded border px-1 font-mono">{children}</kbd>
