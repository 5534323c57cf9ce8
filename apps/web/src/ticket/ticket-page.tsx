'use client'
import Link from 'next/link'
import { useState } from 'react'
import { trpc } from '../trpc/react.ts'
import { LiveIndicator } from './live-indicator.tsx'
import { MembershipOver } from './membership-over.tsx'
import { PersonName } from './person-name.tsx'
import { TicketActivity } from './ticket-activity.tsx'
import { TicketControls } from './ticket-controls.tsx'
import { TicketFailure } from './ticket-failure.tsx'
import { TicketSkeleton } from './ticket-skeleton.tsx'
import { TicketState } from './ticket-state.tsx'
import { TicketTabs, type TicketTab } from './ticket-tabs.tsx'
import { TicketText } from './ticket-text.tsx'
import { TicketThread } from './ticket-thread.tsx'
import { TimeAgo } from './time-ago.tsx'
import { useComments } from './use-comments.ts'
import { useTicketChanges } from './use-ticket-changes.ts'

/** One ticket, live. */
export function TicketPage({ id }: { id: string }) {
  const [tab, setTab] = useState<TicketTab>('conversation')
  const ticket = trpc.ticket.get.useQuery({ id })
  const comments = useComments(id)
  const { liveness, isOver } = useTicketChanges({ asOf: comments.data?.pages[0]?.asOf, ticketId: id })
  if (isOver) return <TicketState page="Ticket"><MembershipOver /></TicketState>
  // Also where it was there a moment ago: it may have been deleted since.
  if (ticket.error && !ticket.isFetching) {
    return (
      <TicketState page="Ticket">
        <TicketFailure error={ticket.error} what="The ticket" isRetrying={ticket.isFetching} onRetry={() => void ticket.refetch()} />
      </TicketState>
    )
  }
  if (!ticket.data) return <TicketSkeleton />
  const { author, createdAt } = ticket.data

  return (
    <article aria-labelledby="ticket-title" className="pt-8 sm:pt-12">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Link href="/tickets" className="text-muted hover:text-ink text-sm font-medium">
          ← All tickets
        </Link>
        <LiveIndicator liveness={liveness} />
      </div>
      <div className="mt-4 grid items-start gap-x-8 gap-y-6 md:grid-cols-[minmax(0,1fr)_16rem] md:grid-rows-[auto_1fr]">
        <div className="min-w-0">
          <TicketText ticket={ticket.data} />
          <p className="text-muted mt-3 flex flex-wrap items-center gap-x-2 text-sm">
            <PersonName person={author} /> opened it <TimeAgo date={createdAt} />
          </p>
        </div>
        <div className="md:col-start-2 md:row-span-2 md:row-start-1">
          <TicketControls ticket={ticket.data} />
        </div>
        <TicketTabs tab={tab} onChange={setTab}>
          {tab === 'conversation' ? <TicketThread ticketId={id} comments={comments} /> : <TicketActivity ticketId={id} />}
        </TicketTabs>
      </div>
    </article>
  )
}
