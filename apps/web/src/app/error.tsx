'use client'
import { PageLink } from '../site/page-link.tsx'

/** A page that failed to render. Failed calls have states of their own and do not come here. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert" className="py-20 sm:py-28">
      <p className="eyebrow">Error</p>
      <h1 className="mt-2 text-3xl font-semibold tracking-tight sm:text-4xl">This page broke</h1>
      <p className="text-muted mt-3 max-w-prose text-base/7">It is not your doing. Trying again often helps; nothing that you saved is lost.</p>
      {error.digest && <p className="text-muted mt-2 font-mono text-xs">Reference {error.digest}</p>}
      <div className="mt-8 flex flex-wrap gap-3">
        <button type="button" className="button-primary" onClick={reset}>
          Try again
        </button>
        <PageLink href="/" className="button-quiet">
          Back to the start
        </PageLink>
      </div>
    </div>
  )
}
