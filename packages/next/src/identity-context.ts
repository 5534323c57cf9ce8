'use client'
import { createContext, use } from 'react'
import type { AccessMap, Contract, Standing } from '@throughline/contract'
import type { Identity } from './identity.ts'

interface CurrentIdentity {
  readonly identity: Identity
  /** False while Clerk is loading or switching. */
  readonly settled: boolean
  readonly access: AccessMap<Contract>
  /** `null` when nobody is signed in. */
  readonly standing: Standing | null
}

export const IdentityContext = createContext<CurrentIdentity | null>(null)

export function useCurrentIdentity(): CurrentIdentity {
  const current = use(IdentityContext)
  if (!current) throw new Error('Put <ThroughlineProvider> into a layout, around this component.')
  return current
}
