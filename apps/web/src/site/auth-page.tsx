import { ClerkDegraded, ClerkFailed } from '@clerk/nextjs'
import { PreloadClerkUI } from '@throughline/next/clerk-ui'
import type { ReactNode } from 'react'
import { StandInHint } from '../stand-in/stand-in-hint.tsx'
import { AfterHydration } from './after-hydration.tsx'
import { ClerkUIFailed } from './clerk-ui-failed.tsx'
import { Notice } from './notice.tsx'

const failure = (
  <Notice tone="danger" title="The sign-in service cannot be reached">
    <p>Reload the page in a moment.</p>
  </Notice>
)

interface AuthPageProps {
  title: string
  /** In the place of the form until the page is React's. */
  outline: ReactNode
  children: ReactNode
}

/** Around one of Clerk's forms: a heading for screen readers, and what shows when Clerk is slow or cannot be reached. */
export function AuthPage({ title, outline, children }: AuthPageProps) {
  return (
    <div className="mx-auto flex w-full max-w-100 flex-col items-center gap-6 py-10 sm:py-16">
      <h1 className="sr-only">{title}</h1>
      <PreloadClerkUI />
      <AfterHydration fallback={outline}>
        <ClerkFailed>{failure}</ClerkFailed>
        <ClerkUIFailed>{failure}</ClerkUIFailed>
        <ClerkDegraded>
          <p className="text-muted text-sm">Sign-in is slower than usual at the moment.</p>
        </ClerkDegraded>
        {children}
      </AfterHydration>
      <StandInHint />
    </div>
  )
}
