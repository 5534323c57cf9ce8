'use client'
import { HydrationBoundary, type DehydratedState } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useCurrentIdentity } from './identity-context.ts'
import { hydration, type Identity } from './identity.ts'

interface IdentityBoundaryProps {
  /** Whom the server rendered `state` and `children` for. */
  identity: Identity
  state: DehydratedState
  fallback: ReactNode
  signedOut: ReactNode
  children: ReactNode
}

/** Lets a server component's data into the cache of the identity that it was rendered for, and of no other. */
export function IdentityBoundary({ identity: rendered, state, fallback, signedOut, children }: IdentityBoundaryProps) {
  const { identity, settled } = useCurrentIdentity()
  switch (hydration(rendered, identity, settled)) {
    case 'hydrate':
      return <HydrationBoundary state={state}>{children}</HydrationBoundary>
    case 'ask':
      return children
    case 'wait':
      return fallback
    case 'signed-out':
      return signedOut
  }
}
