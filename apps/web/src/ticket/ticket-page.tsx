'use client'
import { useRef, useState } from 'react'
import { PageLink } from '../site/page-link.tsx'
import type { CommentDraft } from './comment-form.tsx'
import { isRefused } from './is-refused.ts'
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
import { useAddComment } from './use-add-comment.ts'
import { useComments } from './use-comments.ts'
import { useTicketChanges } from './use-ticket-changes.ts'
import { useTicket } from './use-ticket.ts'

/** One ticket, live. */
export function TicketPage({ id }: { id: string }) {
  const [tab, setTab] = useState<TicketTab>('conversation')
  const draftRef = useRef<CommentDraft>({ text: '', field: null })
  const ticket = useTicket(id)
  const comments = useComments(id)
  const ownComments = useAddComment(id)
  // As they came with the page, the comments first: of any later ones, their event says nothing about the ticket.
  const [asOf] = useState(() => (comments.dataUpdatedAt <= ticket.dataUpdatedAt ? comments.data?.pages[0]?.asOf : undefined))
  const { liveness, isOver } = useTicketChanges({ id, asOf })
  if (isOver) return <TicketState page="Ticket"><MembershipOver /></TicketState>
  // Also where it was there a moment ago: it may have been deleted since. But not for a failure that passes, which would
  // take away what is being typed; the stream that comes back has it asked for again.
  if (ticket.error && (!ticket.data || isRefused(ticket.error))) {
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
        <PageLink href="/tickets" className="text-muted hover:text-ink text-sm font-medium">
          ← All tickets
        </PageLink>
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
          {tab === 'conversation' ? <TicketThread comments={comments} ownComments={ownComments} draftRef={draftRef} /> : <TicketActivity ticketId={id} />}
        </TicketTabs>
      </div>
    </article>
  )
}
