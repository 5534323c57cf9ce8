import { errorData } from '@throughline/next'
import { CallFailure } from '../site/call-failure.tsx'
import { Notice } from '../site/notice.tsx'
import { PageLink } from '../site/page-link.tsx'
import { MembershipOver } from './membership-over.tsx'

interface TicketFailureProps {
  error: unknown
  what: string
  isRetrying: boolean
  onRetry: () => void
}

/** Why tickets cannot be shown: as for any call, and what only tickets have. */
export function TicketFailure({ error, ...rest }: TicketFailureProps) {
  const data = errorData(error)
  if (data?.reason === 'membership-ended') return <MembershipOver />
  if (data?.code === 'NOT_FOUND') return <TicketGone />
  if (data?.code === 'FORBIDDEN') {
    return (
      <Notice title="You may not see this">
        <p>Your role in this organization does not allow it. An administrator can change that.</p>
      </Notice>
    )
  }
  return <CallFailure error={error} {...rest} />
}

export function TicketGone() {
  const action = (
    <PageLink href="/tickets" className="button-primary">
      All tickets
    </PageLink>
  )
  return (
    <Notice title="There is no such ticket" action={action}>
      <p>It was deleted, or it belongs to another organization than the one that is active above.</p>
    </Notice>
  )
}
