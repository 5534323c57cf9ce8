import { Notice } from '../site/notice.tsx'
import { PageLink } from '../site/page-link.tsx'
import { TicketState } from './ticket-state.tsx'

/** What stands in place of tickets whose reader has signed out, perhaps in another tab. */
export function TicketsSignedOut() {
  const action = (
    <PageLink href="/sign-in?redirect_url=/tickets" className="button-primary">
      Sign in
    </PageLink>
  )
  return (
    <TicketState page="Tickets">
      <Notice title="You are signed out" action={action}>
        <p>You signed out, here or in another tab. Sign in to see your tickets.</p>
      </Notice>
    </TicketState>
  )
}
