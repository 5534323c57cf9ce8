import type { Metadata } from 'next'
import { PageLink } from '../site/page-link.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <div className="py-20 sm:py-28">
      <p className="eyebrow">404</p>
      <h1 className="mt-2 text-3xl font-semibold tracking-tight sm:text-4xl">The line does not lead here</h1>
      <p className="text-muted mt-3 max-w-prose text-base/7">There is no page at this address. It may have moved, or the link has a typo.</p>
      <PageLink href="/" className="button-primary mt-8">
        Back to the start
      </PageLink>
    </div>
  )
}
