'use client'
import type { ComponentProps } from 'react'
import { useIsHydrated } from './use-is-hydrated.ts'

/** Fields that do something at once: what is chosen before the page is React's would go nowhere. */
export function HydratedFieldset(props: Omit<ComponentProps<'fieldset'>, 'disabled'>) {
  return <fieldset {...props} disabled={!useIsHydrated()} />
}
