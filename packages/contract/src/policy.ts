import type { Access, Actor } from './access.ts'

/** `unauthenticated` becomes 401 and `forbidden` 403, in tRPC and in REST alike. */
export type Decision = 'allow' | 'unauthenticated' | 'forbidden'

/**
 * The one access policy: the tRPC middleware, the REST guard and the browser's `can()` all ask it.
 *
 * Fails closed: a missing or misspelled access lets nobody in.
 */
export function decide(access: Access | undefined, actor: Actor | null): Decision {
  if (access === 'public') return 'allow'
  if (access === undefined) return 'forbidden'
  if (actor === null) return 'unauthenticated'
  if (access === 'user') return 'allow'
  if (actor.orgId === null || actor.orgRole === null) return 'forbidden'
  if (access === 'org') return 'allow'
  return holds(access, actor) ? 'allow' : 'forbidden'
}

function holds(access: string, actor: Actor): boolean {
  const colons = access.split(':').length - 1
  if (!access.startsWith('org:')) return false
  if (colons === 1) return actor.orgRole === access
  return colons === 2 && actor.orgPermissions.includes(access)
}
