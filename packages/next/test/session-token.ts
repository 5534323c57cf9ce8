import type { Identity } from '../src/identity.ts'

export const ada: Identity = { userId: 'user_ada', sessionId: 'sess_ada', orgId: 'org_acme' }
export const linus: Identity = { userId: 'user_linus', sessionId: 'sess_linus', orgId: 'org_globex' }

/** A token by its looks: the browser reads its claims and never verifies it. */
export function sessionToken({ userId, sessionId, orgId }: Identity, serial = 1): string {
  const claims = { sub: userId, sid: sessionId, serial, ...(orgId === null ? {} : { o: { id: orgId } }) }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'RS256' })}.${part(claims)}.signature`
}
