import { mergedMetadata } from '../domain/metadata.ts'
import { changeRole, join, memberOf, removeMember } from '../domain/organization-members.ts'
import { membersOf } from '../domain/organizations.ts'
import { primaryEmail, userById } from '../domain/users.ts'
import { record, text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Answer, type Route } from '../http/router.ts'
import { backendMembershipJson } from '../serialize/organization.ts'
import type { Membership } from '../store/rows/organization.ts'
import type { User } from '../store/rows/user.ts'
import type { World } from '../world.ts'
import { ordered, type Orders } from './order.ts'
import { organizationOf } from './organizations.ts'
import { pageOf } from './page.ts'

export const organizationMembershipRoutes: Route[] = [
  get('/v1/organization_memberships', (call) => listed(call, [...call.world.store.memberships.values()])),
  get('/v1/organizations/:id/memberships', (call) => listed(call, matching(call, membersOf(call.world, organizationOf(call).id)))),
  post('/v1/organizations/:id/memberships', (call) => {
    const user = userById(call.world, text(call, 'user_id') ?? '')
    return shown(call, join(call.world, organizationOf(call), user, text(call, 'role')))
  }),
  patch('/v1/organizations/:id/memberships/:userId', (call) => shown(call, changeRole(call.world, organizationOf(call), membershipOf(call), text(call, 'role')))),
  patch('/v1/organizations/:id/memberships/:userId/metadata', (call) => {
    const membership = membershipOf(call)
    const publicMetadata = mergedMetadata(membership.publicMetadata, record(call, 'public_metadata'))
    const privateMetadata = mergedMetadata(membership.privateMetadata, record(call, 'private_metadata'))
    return shown(call, call.world.store.memberships.update(membership, { publicMetadata, privateMetadata, updatedAt: call.world.clock.now() }))
  }),
  remove('/v1/organizations/:id/memberships/:userId', (call) => {
    const membership = membershipOf(call)
    const json = backendMembershipJson(call.world, membership)
    removeMember(call.world, organizationOf(call), membership)
    return { json }
  }),
]

const membershipOf = (call: Call): Membership => memberOf(call.world, organizationOf(call), call.params['userId'] ?? '')

const shown = (call: Call, membership: Membership): Answer => ({ json: backendMembershipJson(call.world, membership) })

function listed(call: Call, memberships: readonly Membership[]): Answer {
  const sorted = ordered(memberships, call.query, orders(call.world))
  return { json: pageOf(sorted, call.query, (membership) => backendMembershipJson(call.world, membership)) }
}

function orders(world: World): Orders<Membership> {
  const of = (read: (user: User) => string | null) => (membership: Membership) => read(userById(world, membership.userId))?.toLowerCase() ?? null
  return {
    created_at: ({ createdAt }) => createdAt,
    email_address: of(primaryEmail),
    phone_number: of(({ phones, primaryPhoneId }) => phones.find(({ id }) => id === primaryPhoneId)?.number ?? null),
    first_name: of(({ firstName }) => firstName),
    last_name: of(({ lastName }) => lastName),
    username: of(({ username }) => username),
  }
}

function matching({ world, query }: Call, memberships: readonly Membership[]): Membership[] {
  const [ids, emails, phones, usernames, roles, wallets] = ['user_id', 'email_address', 'phone_number', 'username', 'role', 'web3_wallet'].map((name) => query.getAll(name))
  const isOf = (wanted: readonly string[] | undefined, values: readonly (string | null)[]) =>
    !wanted || wanted.length === 0 || values.some((value) => value !== null && wanted.some((each) => each.toLowerCase() === value.toLowerCase()))
  const holds = (name: string, values: readonly (string | null)[]) => {
    const part = query.get(name)?.toLowerCase()
    return !part || values.some((value) => value?.toLowerCase().includes(part))
  }
  const after = (name: string, time: number | null) => !query.get(name) || (time ?? 0) > Number(query.get(name))
  const before = (name: string, time: number | null) => !query.get(name) || (time ?? 0) < Number(query.get(name))

  return memberships.filter(({ userId, role, createdAt }) => {
    const user = userById(world, userId)
    const addresses = user.emails.map(({ address }) => address)
    const numbers = user.phones.map(({ number }) => number)
    const name = [user.firstName, user.lastName].filter(Boolean).join(' ')
    return (
      isOf(ids, [userId]) && isOf(emails, addresses) && isOf(phones, numbers) && isOf(usernames, [user.username]) && isOf(roles, [role]) && isOf(wallets, []) &&
      holds('query', [userId, ...addresses, ...numbers, user.username, name]) &&
      holds('email_address_query', addresses) && holds('phone_number_query', numbers) && holds('username_query', [user.username]) && holds('name_query', [name]) &&
      after('last_active_at_after', user.lastActiveAt) && before('last_active_at_before', user.lastActiveAt) &&
      after('created_at_after', createdAt) && before('created_at_before', createdAt)
    )
  })
}
