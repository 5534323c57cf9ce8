import { organizationFor, type Membered } from '../domain/organizations/organization-access.ts'
import type { SystemPermission } from '../domain/organizations/organization-roles.ts'
import type { Call } from '../http/call.ts'
import type { Answer } from '../http/router.ts'
import type { User } from '../store/rows/user.ts'
import { requireUser } from './piggyback.ts'

export interface MemberCall extends Membered {
  readonly user: User
}

/** The organization of the path, for a member who has one of the permissions; everybody else is refused. */
export function memberCall(call: Call, ...anyOf: readonly SystemPermission[]): MemberCall {
  const user = requireUser(call)
  return { user, ...organizationFor(call.world, user, call.params['id'] ?? '', ...anyOf) }
}

/** What was read changes nothing, so no client is beside it. */
export const read = (response: unknown): Answer => ({ json: { response, client: null } })

/** The values of a query parameter: several of it, or one with commas, as clerk-js joins a list. */
export function among({ query }: Call, name: string): (value: string) => boolean {
  const wanted = query.getAll(name).flatMap((value) => value.split(',')).filter((value) => value !== '')
  return (value) => wanted.length === 0 || wanted.includes(value)
}
