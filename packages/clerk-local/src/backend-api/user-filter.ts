import { ApiError } from '../http/api-error.ts'
import type { Call } from '../http/call.ts'
import { isOpen, sessionsOf } from '../domain/sessions/sessions.ts'
import { primaryEmail } from '../domain/users/users.ts'
import type { User } from '../store/rows/user.ts'
import type { Store } from '../store/store.ts'
import type { World } from '../world.ts'
import { ordered, type Orders } from './order.ts'

/** What `order_by` may name; `last_name` and the like sort those without one first. */
const ORDERS: Orders<User> = {
  created_at: ({ createdAt }) => createdAt,
  updated_at: ({ updatedAt }) => updatedAt,
  email_address: primaryEmail,
  web3wallet: () => null,
  first_name: ({ firstName }) => firstName,
  last_name: ({ lastName }) => lastName,
  phone_number: ({ phones, primaryPhoneId }) => phones.find(({ id }) => id === primaryPhoneId)?.number ?? null,
  username: ({ username }) => username,
  last_active_at: ({ lastActiveAt }) => lastActiveAt,
  last_sign_in_at: ({ lastSignInAt }) => lastSignInAt,
}

/** The users that a list's or a count's query asks for, in its order; newest first where it names none. */
export function usersMatching({ world, query }: Call): User[] {
  const tests = testsOf(query)
  return ordered(candidates(world, query).filter((user) => tests.every((test) => test(user, world))), query, ORDERS)
}

type Test = (user: User, world: World) => boolean

/** Where the query names users by something that is indexed, only those are looked at. */
function candidates({ store }: World, query: URLSearchParams): User[] {
  const named = [...query.getAll('email_address'), ...query.getAll('phone_number'), ...query.getAll('username')]
  const ids = query.getAll('user_id')
  const externalIds = query.getAll('external_id')
  const organizations = query.getAll('organization_id')
  if (ids.length > 0 && !ids.some(isExcluded)) return inOrder(store, ids.map((id) => store.users.get(id.replace(/^\+/, ''))))
  if (externalIds.length > 0 && !externalIds.some(isExcluded)) return inOrder(store, externalIds.flatMap((id) => store.users.by('externalId', id.replace(/^\+/, ''))))
  if (organizations.length > 0 && !organizations.some(isExcluded)) return inOrder(store, organizations.flatMap((id) => store.memberships.by('organization', id.replace(/^\+/, ''))).map(({ userId }) => store.users.get(userId)))
  if (named.length > 0) return inOrder(store, named.map((name) => name.toLowerCase()).flatMap((name) => [...store.users.by('identifier', name), ...store.users.by('noted', name)]))
  return [...store.users.values()]
}

/** Once each, in the order in which they came, which decides between those who are alike. */
function inOrder({ users }: Store, found: readonly (User | undefined)[]): User[] {
  const wanted = new Set(found)
  return wanted.size > 1 ? [...users.values()].filter((user) => wanted.has(user)) : [...wanted].filter((user) => user !== undefined)
}

function testsOf(query: URLSearchParams): Test[] {
  const words = query.get('query')?.trim().toLowerCase()
  return [
    ...among(query, 'email_address', (user) => user.emails.map(({ address }) => address)),
    ...among(query, 'phone_number', (user) => user.phones.map(({ number }) => number)),
    ...among(query, 'username', (user) => (user.username === null ? [] : [user.username.toLowerCase()])),
    ...among(query, 'web3_wallet', () => []),
    ...listed(query, 'user_id', (user) => [user.id]),
    ...listed(query, 'external_id', (user) => (user.externalId === null ? [] : [user.externalId])),
    ...listed(query, 'organization_id', (user, { store }) => store.memberships.by('user', user.id).map(({ organizationId }) => organizationId)),
    ...time(query, 'created_at', ({ createdAt }) => createdAt),
    ...time(query, 'last_active_at', ({ lastActiveAt }) => lastActiveAt),
    ...time(query, 'last_sign_in_at', ({ lastSignInAt }) => lastSignInAt),
    ...(query.get('last_active_at_since') === null ? [] : [since(query, 'last_active_at_since', ({ lastActiveAt }) => lastActiveAt)]),
    ...(query.get('banned') === null ? [] : [(user: User) => String(user.banned) === query.get('banned')]),
    ...(query.get('has_active_session') === null ? [] : [(user: User, world: World) => String(sessionsOf(world, user.id).some(isOpen)) === query.get('has_active_session')]),
    ...(words ? [(user: User) => searchable(user).includes(words)] : []),
  ]
}

/** One of the values that the query lists, whatever the case. */
function among(query: URLSearchParams, field: string, read: (user: User) => readonly string[]): Test[] {
  const wanted = new Set(query.getAll(field).map((value) => value.toLowerCase()))
  return wanted.size === 0 ? [] : [(user) => read(user).some((value) => wanted.has(value))]
}

/** One of the ids that the query lists, and none of those with a minus before it. */
function listed(query: URLSearchParams, field: string, read: (user: User, world: World) => readonly string[]): Test[] {
  const all = query.getAll(field)
  const wanted = new Set(all.filter((value) => !isExcluded(value)).map((value) => value.replace(/^\+/, '')))
  const excluded = new Set(all.filter(isExcluded).map((value) => value.slice(1)))
  return [
    ...(wanted.size > 0 ? [(user: User, world: World) => read(user, world).some((value) => wanted.has(value))] : []),
    ...(excluded.size > 0 ? [(user: User, world: World) => !read(user, world).some((value) => excluded.has(value))] : []),
  ]
}

const isExcluded = (value: string) => value.startsWith('-')

/** Before and after a time, in milliseconds. */
function time(query: URLSearchParams, field: string, read: (user: User) => number | null): Test[] {
  return [
    ...(query.get(`${field}_after`) === null ? [] : [since(query, `${field}_after`, read)]),
    ...(query.get(`${field}_before`) === null ? [] : [(user: User) => (read(user) ?? Infinity) < milliseconds(query, `${field}_before`)]),
  ]
}

const since = (query: URLSearchParams, field: string, read: (user: User) => number | null): Test => (user) => (read(user) ?? -Infinity) >= milliseconds(query, field)

function milliseconds(query: URLSearchParams, field: string): number {
  const value = Number(query.get(field))
  if (Number.isFinite(value)) return value
  throw new ApiError(422, 'form_param_format_invalid', `${field} is a time in milliseconds.`, { param_name: field })
}

const searchable = (user: User) => [user.id, ...user.emails.map(({ address }) => address), ...user.phones.map(({ number }) => number), user.firstName, user.lastName, user.username, user.externalId].join(' ').toLowerCase()
