import { ClerkDegraded, ClerkFailed, ClerkLoading } from '@clerk/nextjs'
import type { ReactNode } from 'react'
import { StandInHint } from '../stand-in/stand-in-hint.tsx'
import { Notice } from './notice.tsx'

/** Around one of Clerk's forms: a heading for screen readers, what shows until it has loaded, and when it cannot. */
export function AuthPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mx-auto flex w-full max-w-100 flex-col items-center gap-6 py-10 sm:py-16">
      <h1 className="sr-only">{title}</h1>
      <ClerkLoading>
        <div className="card flex w-full flex-col gap-4 p-8" aria-busy="true">
          <p className="sr-only">Loading the form…</p>
          <div className="bone mx-auto h-6 w-44" />
          <div className="bone mt-6 h-9" />
          <div className="bone h-9" />
        </div>
      </ClerkLoading>
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
