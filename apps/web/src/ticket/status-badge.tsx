import type { TicketStatus } from '@throughline/api'

export const STATUS_NAMES: Readonly<Record<TicketStatus, string>> = { open: 'Open', pending: 'Pending', closed: 'Closed' }

/** All of them, in the order of a ticket's life. */
export const STATUSES = Object.keys(STATUS_NAMES) as TicketStatus[] // keys() forgets the keys it was given

const LOOKS: Readonly<Record<TicketStatus, string>> = {
  open: 'bg-accent-soft text-accent',
  pending: 'bg-sunken text-ink',
  closed: 'border-line text-muted border',
}

export function StatusBadge({ status }: { status: TicketStatus }) {
  return <span className={`inline-flex h-6 items-center rounded-full px-2.5 text-xs font-medium ${LOOKS[status]}`}>{STATUS_NAMES[status]}</span>
}
