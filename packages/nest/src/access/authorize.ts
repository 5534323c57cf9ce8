import { decide, type Access, type Actor } from '@throughline/contract'
import type { Authentication } from '../auth/authenticator.ts'
import { AccessDeniedError } from '../errors/access-denied.error.ts'

/**
 * Lets a call pass or throws: the one place where authentication meets the contract's policy, for tRPC and REST.
 *
 * A bad Bearer token is refused even where nobody needs one, since its sender believes to be signed in; a bad cookie is
 * not, since another app on the same host may have set it.
 *
 * @throws {AccessDeniedError} 401, 403, or 503 where the keys cannot be had
 */
export function authorize(access: Access | undefined, authentication: Authentication, writes: boolean): Actor | null {
  const { actor, failure, credential, originAllowed } = authentication
  const ignorable = access === 'public' && credential === 'cookie'
  if (failure && !ignorable) throw AccessDeniedError.from(failure)
  if (writes && credential === 'cookie' && actor && !originAllowed)
    throw new AccessDeniedError('FORBIDDEN', 'This request comes from another site.', 'cross-origin')
  switch (decide(access, actor)) {
    case 'allow':
      return actor
    case 'unauthenticated':
      throw new AccessDeniedError('UNAUTHORIZED', 'Sign in first.', 'token-missing')
    case 'forbidden':
      throw actor?.orgId === null
        ? new AccessDeniedError('FORBIDDEN', 'Choose an organization first.', 'organization-required')
        : new AccessDeniedError('FORBIDDEN', 'You may not do this.', 'permission-missing')
  }
}
