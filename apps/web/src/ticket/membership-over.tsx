import { Notice } from '../site/notice.tsx'
import { PageLink } from '../site/page-link.tsx'

/** For somebody who was removed while they were looking. */
export function MembershipOver() {
  const action = (
    <PageLink href="/" className="button-primary">
      Back to the start
    </PageLink>
  )
  return (
    <Notice tone="danger" title="You are no longer a member" action={action}>
      <p>You have left this organization, or were removed from it. Its tickets are not shown any more. Choose another organization above, or ask an administrator to invite you again.</p>
    </Notice>
  )
}
