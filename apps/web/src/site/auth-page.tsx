import { ClerkDegraded, ClerkFailed } from '@clerk/nextjs'
import type { ReactNode } from 'react'
import { StandInHint } from '../stand-in/stand-in-hint.tsx'
import { Notice } from './notice.tsx'

/** Around one of Clerk's forms: a heading for screen readers, and what shows when Clerk is slow or cannot be reached. */
export function AuthPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mx-auto flex w-full max-w-100 flex-col items-center gap-6 py-10 sm:py-16">
      <h1 className="sr-only">{title}</h1>
      <ClerkFailed>
        <Notice tone="danger" title="The sign-in service cannot be reached">
          <p>Reload the page in a moment.</p>
        </Notice>
      </ClerkFailed>
      <ClerkDegraded>
        <p className="text-muted text-sm">Sign-in is slower than usual at the moment.</p>
      </ClerkDegraded>
      {children}
      <StandInHint />
    </div>
  )
}
