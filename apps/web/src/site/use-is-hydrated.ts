'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/**
 * Whether React has taken over the server's page. What Clerk's script knows is not in it: where that is faster than React,
 * the first rendering has to go without it as the server's did.
 */
export const useIsHydrated = () => useSyncExternalStore(never, () => true, () => false)
