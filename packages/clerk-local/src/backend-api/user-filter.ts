import { primaryEmail } from '../domain/users.ts'
import type { Call } from '../http/call.ts'
import type { User } from '../store/rows/user.ts'

/** The users that a list's or a count's query asks for; newest first unless `order_by=+created_at`. */
export function usersMatching({ world, query }: Call): User[] {
  const emails = query.getAll('email_address').map((email) => email.toLowerCase())
  const ids = query.getAll('user_id')
  const externalIds = query.getAll('external_id')
  const usernames = query.getAll('username')
  const words = query.get('query')?.toLowerCase()
  const found = [...world.store.users.values()].filter(
    (user) =>
      (emails.length === 0 || user.emails.some(({ address }) => emails.includes(address))) &&
      (ids.length === 0 || ids.includes(user.id)) &&
      (externalIds.length === 0 || (user.externalId !== null && externalIds.includes(user.externalId))) &&
      (usernames.length === 0 || (user.username !== null && usernames.includes(user.username))) &&
      (words === undefined || searchable(user).includes(words)),
  )
  return /^\+?created_at$/.test(query.get('order_by') ?? '') ? found : found.reverse()
}

const searchable = (user: User) => [user.id, primaryEmail(user), user.firstName, user.lastName, user.username].join(' ').toLowerCase()
