import type { ReactNode } from 'react'

/** A page that shows a state in place of tickets: it is still that page. */
export function TicketState({ page, children }: { page: 'Ticket' | 'Tickets'; children: ReactNode }) {
  return (
    <div className="pt-10 sm:pt-14">
      <h1 className="sr-only">{page}</h1>
      {children}
    </div>
  )
}
