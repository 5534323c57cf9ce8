'use client'
import { useAuth } from '@clerk/nextjs'
import type { AnyRouter } from '@trpc/server'
import { can, type AccessMap, type Actor, type Contract } from '@throughline/contract'
import { useCurrentIdentity } from './identity-context.ts'

/** The paths of a router type, for example `'user.profile'`. */
export type RouterPath<TRouter extends AnyRouter> = {
  [R in keyof TRouter['_def']['record'] & string]: `${R}.${keyof TRouter['_def']['record'][R] & string}`
}[keyof TRouter['_def']['record'] & string]

/** Asks the contract's policy about the person at this browser. A hint for the interface: the API decides again. */
export function useAccess<Path extends string>(): (path: Path) => boolean {
  const { access, identity } = useCurrentIdentity()
  const { orgSlug, orgRole, has, sessionClaims } = useAuth()
  const actor = actorOf()
  return (path) => can<Contract>(access, actor, path as `${string}.${string}`) // Path comes from the same contract

  function actorOf(): Actor | null {
    const { userId, sessionId, orgId } = identity
    if (userId === null || sessionId === null) return null
    const orgPermissions = permissionsIn(access).filter((permission) => has?.({ permission }) ?? false)
    return { userId, sessionId, orgId, orgSlug: orgSlug ?? null, orgRole: orgRole ?? null, orgPermissions, issuedAt: sessionClaims?.iat ?? 0 }
  }
}

/** Clerk tells whether a permission is held but not which are; the contract names all that matter. */
function permissionsIn(access: AccessMap<Contract>): string[] {
  return [...new Set(Object.values<string>(access))].filter((name) => name.split(':').length === 3)
}
