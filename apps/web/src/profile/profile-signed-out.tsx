import { Notice } from '../site/notice.tsx'
import { PageLink } from '../site/page-link.tsx'

/** What stands in place of a profile whose owner has signed out, perhaps in another tab. */
export function ProfileSignedOut() {
  const action = (
    <PageLink href="/sign-in?redirect_url=/profile" className="button-primary">
      Sign in
    </PageLink>
  )
  return (
    <Notice title="You are signed out" action={action}>
      <p>You signed out, here or in another tab. Sign in to see your profile.</p>
    </Notice>
  )
}
