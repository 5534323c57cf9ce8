import type { Access, Standing } from './access.ts'

/** `unauthenticated` becomes 401 and `forbidden` 403, in tRPC and in REST alike. */
export type Decision = 'allow' | 'unauthenticated' | 'forbidden'

/**
 * The one access policy: the tRPC middleware, the REST guard and the browser's `can()` all ask it.
 *
 * Fails closed: a missing or misspelled access lets nobody in.
 */
export function decide(access: Access | undefined, standing: Standing | null): Decision {
  if (access === 'public') return 'allow'
  if (access === undefined) return 'forbidden'
  if (standing === null) return 'unauthenticated'
  if (access === 'user') return 'allow'
  if (standing.orgId === null || standing.orgRole === null) return 'forbidden'
  if (access === 'org') return 'allow'
  return holds(access, standing) ? 'allow' : 'forbidden'
}

function holds(access: string, standing: Standing): boolean {
  const colons = access.split(':').length - 1
  if (!access.startsWith('org:')) return false
  if (colons === 1) return standing.orgRole === access
  return colons === 2 && standing.orgPermissions.includes(access)
}
