'use client'
import type { ActivityEntry } from '@throughline/api'
import { trpc } from '../trpc/react.ts'
import { LoadMore } from './load-more.tsx'
import { PersonName } from './person-name.tsx'
import { STATUS_NAMES } from './status-badge.tsx'
import { TicketFailure } from './ticket-failure.tsx'
import { TimeAgo } from './time-ago.tsx'

/** Who did what to a ticket, newest first. */
export function TicketActivity({ ticketId }: { ticketId: string }) {
  const { data, error, isFetching, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError } = trpc.activity.list.useInfiniteQuery(
    { subjectId: ticketId, limit: 30 },
    { getNextPageParam: ({ nextCursor }) => nextCursor },
  )
  if (!data) {
    if (error) return <TicketFailure error={error} what="The activity" isRetrying={isFetching} onRetry={() => void refetch()} />
    return <div aria-busy="true" className="bone h-24" />
  }
  return (
    <>
      <ol aria-label="Activity" className="grid gap-4">
        {data.pages
          .flatMap(({ items }) => items)
          .map((entry) => (
            <li key={entry.id} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
              <PersonName person={entry.actor} />
              <span className={entry.denied ? 'text-danger' : 'text-muted'}>{sentenceOf(entry)}</span>
              <span className="text-muted">
                <TimeAgo date={entry.at} />
              </span>
            </li>
          ))}
      </ol>
      {hasNextPage && <LoadMore isLoading={isFetchingNextPage} hasFailed={isFetchNextPageError} onMore={() => void fetchNextPage()} />}
    </>
  )
}

function sentenceOf({ action, denied, detail, people }: ActivityEntry): string {
  const { from, to, changed, fromUserId, toUserId } = detail
  const personOf = (id: string | null | undefined) => people.find((person) => person.id === id)?.name ?? 'somebody'
  if (denied) return `tried ${action} and was refused`
  switch (action) {
    case 'ticket.create':
      return 'opened it'
    case 'ticket.update':
      return changed === 'body' ? 'changed the text' : `changed the title to “${to ?? ''}”${changed?.includes('body') ? ', and the text' : ''}`
    case 'ticket.assign':
      return toUserId ? `gave it to ${personOf(toUserId)}` : `took it from ${personOf(fromUserId)}`
    case 'ticket.setStatus':
      return `set it from ${nameOf(from)} to ${nameOf(to)}`
    case 'comment.add':
      return 'commented'
    default:
      return action
  }
}

const nameOf = (status: string | null | undefined) => (STATUS_NAMES[status as keyof typeof STATUS_NAMES] ?? status ?? '').toLowerCase() // another word is shown as it is
