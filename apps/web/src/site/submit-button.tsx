'use client'
import type { ReactNode } from 'react'
import { useIsHydrated } from './use-is-hydrated.ts'

/** Sends its form. Before the page is React's the browser itself would, with what was typed in the address. */
export function SubmitButton({ isBusy = false, children }: { isBusy?: boolean; children: ReactNode }) {
  const isHydrated = useIsHydrated()
  return (
    <button type="submit" className="button-primary" disabled={isBusy || !isHydrated}>
      {children}
    </button>
  )
}
