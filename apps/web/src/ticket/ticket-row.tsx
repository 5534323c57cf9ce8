import type { TicketSummary } from '@throughline/api'
import { memo } from 'react'
import { PageLink } from '../site/page-link.tsx'
import { PersonName } from './person-name.tsx'
import { StatusBadge } from './status-badge.tsx'
import { TimeAgo } from './time-ago.tsx'

/** The whole row leads to the ticket; the keys of the list move between the links. Rendered when its ticket changes, and not whenever the list hears of something. */
export const TicketRow = memo(function TicketRow({ ticket }: { ticket: TicketSummary }) {
  return (
    <li className="row hover:bg-sunken/60 relative flex flex-wrap items-center gap-x-4 gap-y-2 p-4 transition-colors sm:flex-nowrap sm:px-5">
      <div className="min-w-0 flex-1 basis-full sm:basis-auto">
        <PageLink href={`/tickets/${ticket.id}`} data-ticket="" className="block font-medium break-words after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-(--tl-ring) focus-visible:outline-none">
          {ticket.title}
        </PageLink>
        <p className="text-muted mt-0.5 flex flex-wrap items-center gap-x-1.5 text-sm">
          {ticket.author.name} <span aria-hidden="true">·</span> <TimeAgo date={ticket.createdAt} />
        </p>
      </div>
      <div className="text-muted flex min-w-0 items-center gap-3 text-sm">
        {ticket.assignee ? <PersonName person={ticket.assignee} /> : <span>Unassigned</span>}
        <StatusBadge status={ticket.status} />
      </div>
    </li>
  )
})
