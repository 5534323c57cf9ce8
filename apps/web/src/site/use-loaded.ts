'use client'
import { useOrganization, useUser } from '@clerk/nextjs'
import { useIsHydrated } from './use-is-hydrated.ts'

/** Who is signed in, once Clerk has said so and the page is React's. */
export function useLoadedUser(): NonNullable<ReturnType<typeof useUser>['user']> | null {
  const isHydrated = useIsHydrated()
  const { user } = useUser()
  return isHydrated ? (user ?? null) : null
}

/** The active organization, `null` without one; `undefined` until Clerk has said so and the page is React's. */
export function useLoadedOrganization(): ReturnType<typeof useOrganization>['organization'] {
  const isHydrated = useIsHydrated()
  const { isLoaded, organization } = useOrganization()
  return isHydrated && isLoaded ? organization : undefined
}
