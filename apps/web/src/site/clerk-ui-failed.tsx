'use client'
import { useHasClerkUIFailed } from '@throughline/next/clerk-ui'
import type { ReactNode } from 'react'

/** Shows what is in it where Clerk answers and its components cannot be loaded. */
export function ClerkUIFailed({ children }: { children: ReactNode }) {
  return useHasClerkUIFailed() && children
}
