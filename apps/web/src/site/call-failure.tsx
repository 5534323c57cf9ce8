import { errorData, isSignedOut, isUnavailable } from '@throughline/next'
import { Notice } from './notice.tsx'
import { PageLink } from './page-link.tsx'

interface CallFailureProps {
  error: unknown
  /** What could not be had: 'Your profile'. */
  what: string
  isRetrying: boolean
  onRetry: () => void
}

/** Why a call failed, and the one thing that helps. */
export function CallFailure({ error, what, isRetrying, onRetry }: CallFailureProps) {
  if (isSignedOut(error)) {
    return (
      <Notice title="You are signed out" action={<SignInLink />}>
        <p>Your session has ended. Sign in again to go on where you left off.</p>
      </Notice>
    )
  }
  const retry = (
    <button type="button" className="button-primary" disabled={isRetrying} onClick={onRetry}>
      {isRetrying ? 'Trying…' : 'Try again'}
    </button>
  )
  if (isUnavailable(error)) {
    return (
      <Notice tone="danger" title="The API is not answering" action={retry}>
        <p>{what} cannot be loaded at the moment. The server may be restarting; nothing is lost.</p>
      </Notice>
    )
  }
  const requestId = errorData(error)?.requestId
  return (
    <Notice tone="danger" title={`${what} could not be loaded`} action={retry}>
      <p>Something went wrong on the server.</p>
      {requestId && <p className="mt-1 font-mono text-xs break-all">Request {requestId}</p>}
    </Notice>
  )
}

function SignInLink() {
  return (
    <PageLink href="/sign-in?redirect_url=/profile" className="button-primary">
      Sign in
    </PageLink>
  )
}
