'use client'
import type { ReactNode } from 'react'
import { useIsHydrated } from './use-is-hydrated.ts'

/** For Clerk's components, which render something else than the server did where Clerk's script was faster than React. */
export function AfterHydration({ fallback, children }: { fallback?: ReactNode; children: ReactNode }) {
  return useIsHydrated() ? children : fallback
}
