'use client'
import { useOrganization, useUser } from '@clerk/nextjs'
import { useDeferredValue } from 'react'
import { useIsHydrated } from './use-is-hydrated.ts'

/** Who is signed in, once Clerk has said so and the page is React's. */
export function useLoadedUser(): NonNullable<ReturnType<typeof useUser>['user']> | null {
  const isHydrated = useIsHydratedAndIdle()
  const { user } = useUser()
  return isHydrated ? (user ?? null) : null
}

/** The active organization, `null` without one; `undefined` until Clerk has said so and the page is React's. */
export function useLoadedOrganization(): ReturnType<typeof useOrganization>['organization'] {
  const isHydrated = useIsHydratedAndIdle()
  const { isLoaded, organization } = useOrganization()
  return isHydrated && isLoaded ? organization : undefined
}

// What Clerk knows is rendered when there is time, and not in the task that takes the page over: nobody waits for it.
const useIsHydratedAndIdle = () => useDeferredValue(useIsHydrated())
