'use client'
import { Notice } from '../site/notice.tsx'
import { PageLink } from '../site/page-link.tsx'
import { useCan } from '../trpc/react.ts'

export function NoTickets({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const can = useCan()
  if (isFiltered) {
    const clear = (
      <button type="button" className="button-quiet" onClick={onClear}>
        Show all tickets
      </button>
    )
    return (
      <Notice title="No ticket matches" action={clear}>
        <p>Try another word, or another status.</p>
      </Notice>
    )
  }
  const create = can('ticket.create') ? (
    <PageLink href="/tickets/new" className="button-primary">
      Open the first ticket
    </PageLink>
  ) : undefined
  return (
    <Notice title="No tickets yet" action={create}>
      <p>When somebody in this organization needs help, it shows here, for everybody at once.</p>
    </Notice>
  )
}
