import { pageOrList } from '../backend-api/page.ts'
import { changeRole, join, memberOf, removeMember } from '../domain/organizations/organization-members.ts'
import { membersOf } from '../domain/organizations/organizations.ts'
import { primaryEmail, userById } from '../domain/users/users.ts'
import { text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Answer, type Route } from '../http/router.ts'
import { membershipJson } from '../serialize/organization.ts'
import type { World } from '../world.ts'
import { among, memberCall, read } from './organization-call.ts'
import { withClient } from './piggyback.ts'

/** Who is in an organization. */
export const organizationMembershipRoutes: Route[] = [
  get('/v1/organizations/:id/memberships', list),
  post('/v1/organizations/:id/memberships', (call) => {
    const { organization } = memberCall(call, 'org:sys_memberships:manage')
    const user = userById(call.world, text(call, 'user_id') ?? '')
    return withClient(call, membershipJson(call.world, join(call.world, organization, user, text(call, 'role'))))
  }),
  patch('/v1/organizations/:id/memberships/:userId', (call) => {
    const { organization } = memberCall(call, 'org:sys_memberships:manage')
    const membership = memberOf(call.world, organization, call.params['userId'] ?? '')
    return withClient(call, membershipJson(call.world, changeRole(call.world, organization, membership, text(call, 'role'))))
  }),
  remove('/v1/organizations/:id/memberships/:userId', (call) => {
    const { organization } = memberCall(call, 'org:sys_memberships:manage')
    const membership = memberOf(call.world, organization, call.params['userId'] ?? '')
    removeMember(call.world, organization, membership)
    return withClient(call, membershipJson(call.world, membership))
  }),
  remove('/v1/me/organization_memberships/:id', leave),
]

function list(call: Call): Answer {
  const { world, query } = call
  const { organization } = memberCall(call, 'org:sys_memberships:read', 'org:sys_memberships:manage')
  const hasRole = among(call, 'role')
  const words = query.get('query')?.trim().toLowerCase() ?? ''
  const found = membersOf(world, organization.id).filter(({ role, userId }) => hasRole(role) && (words === '' || searchable(world, userId).includes(words)))
  return read(pageOrList(found.toReversed(), query, (membership) => membershipJson(world, membership)))
}

function searchable(world: World, userId: string): string {
  const user = userById(world, userId)
  return [user.id, primaryEmail(user), user.username, user.firstName, user.lastName].join(' ').toLowerCase()
}

function leave(call: Call): Answer {
  const { organization, membership } = memberCall(call)
  removeMember(call.world, organization, membership)
  return withClient(call, { object: 'organization_membership', id: membership.id, deleted: true })
}
