'use client'
import type { AnyRouter } from '@trpc/server'
import { can, type AccessMap, type Contract, type Standing } from '@throughline/contract'
import { useMemo } from 'react'
import { useCurrentIdentity } from './identity-context.ts'
import type { Identity } from './identity.ts'

/** The paths of a router type, for example `'user.profile'`. */
export type RouterPath<TRouter extends AnyRouter> = {
  [R in keyof TRouter['_def']['record'] & string]: `${R}.${keyof TRouter['_def']['record'][R] & string}`
}[keyof TRouter['_def']['record'] & string]

/** Asks the contract's policy about the person at this browser. A hint for the interface: the API decides again. */
export function useAccess<Path extends string>(): (path: Path) => boolean {
  const { access, standing } = useCurrentIdentity()
  return (path) => can<Contract>(access, standing, path as `${string}.${string}`) // Path comes from the same contract
}

/** What `useAuth()` says of the active organization; nothing while Clerk is loading. */
interface Membership {
  readonly orgRole?: string | null | undefined
  readonly has?: ((asked: { permission: string }) => boolean) | undefined
}

/**
 * What Clerk says of an identity. The same object as long as it says the same: Clerk tells all who listen whenever it
 * renews a token, and once when its script has come, and React renders them at once, before anything else.
 */
export function useStanding({ userId, orgId }: Identity, access: AccessMap<Contract>, { orgRole, has }: Membership): Standing | null {
  const isSignedIn = userId !== null
  const role = orgRole ?? null
  const permissions = permissionsIn(access).filter((permission) => has?.({ permission }) ?? false).join(' ')
  return useMemo(
    () => (isSignedIn ? { orgId, orgRole: role, orgPermissions: permissions === '' ? [] : permissions.split(' ') } : null),
    [isSignedIn, orgId, role, permissions],
  )
}

/** Clerk tells whether a permission is held but not which are; the contract names all that matter. */
function permissionsIn(access: AccessMap<Contract>): string[] {
  return [...new Set(Object.values<string>(access))].filter((name) => name.split(':').length === 3)
}
