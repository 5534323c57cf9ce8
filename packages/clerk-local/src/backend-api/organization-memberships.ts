import { mergedMetadata } from '../domain/users/metadata.ts'
import { changeRole, join, memberOf, removeMember } from '../domain/organizations/organization-members.ts'
import { membersOf } from '../domain/organizations/organizations.ts'
import { primaryEmail, userById } from '../domain/users/users.ts'
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

/** What one filter asks of a member, or nothing where it was not sent. */
type Asks = ((membership: Membership, user: User) => boolean) | undefined

/** The memberships that the query asks for: those that every one of its filters lets through. */
function matching({ world, query }: Call, memberships: Membership[]): Membership[] {
  const oneOf = (name: string, values: (user: User, membership: Membership) => readonly (string | null)[]): Asks => {
    const wanted = new Set(query.getAll(name).map((value) => value.toLowerCase()))
    return wanted.size === 0 ? undefined : (membership, user) => values(user, membership).some((value) => value !== null && wanted.has(value.toLowerCase()))
  }
  const part = (name: string, values: (user: User) => readonly (string | null)[]): Asks => {
    const words = query.get(name)?.toLowerCase()
    return words ? (_, user) => values(user).some((value) => value?.toLowerCase().includes(words)) : undefined
  }
  const time = (name: string, fits: (asked: number, user: User, membership: Membership) => boolean): Asks => {
    const asked = query.get(name)
    return asked ? (membership, user) => fits(Number(asked), user, membership) : undefined
  }
  const filters = [
    oneOf('user_id', ({ id }) => [id]),
    oneOf('role', (_, { role }) => [role]),
    oneOf('email_address', addresses),
    oneOf('phone_number', numbers),
    oneOf('username', ({ username }) => [username]),
    oneOf('web3_wallet', () => []),
    part('query', (user) => [user.id, ...addresses(user), ...numbers(user), user.username, fullName(user)]),
    part('email_address_query', addresses),
    part('phone_number_query', numbers),
    part('username_query', ({ username }) => [username]),
    part('name_query', (user) => [fullName(user)]),
    time('last_active_at_after', (asked, { lastActiveAt }) => (lastActiveAt ?? 0) > asked),
    time('last_active_at_before', (asked, { lastActiveAt }) => (lastActiveAt ?? 0) < asked),
    time('created_at_after', (asked, _, { createdAt }) => createdAt > asked),
    time('created_at_before', (asked, _, { createdAt }) => createdAt < asked),
  ].filter((filter) => filter !== undefined)
  if (filters.length === 0) return memberships
  return memberships.filter((membership) => {
    const user = userById(world, membership.userId)
    return filters.every((lets) => lets(membership, user))
  })
}

const addresses = ({ emails }: User) => emails.map(({ address }) => address)
const numbers = ({ phones }: User) => phones.map(({ number }) => number)
const fullName = ({ firstName, lastName }: User) => [firstName, lastName].filter(Boolean).join(' ')
