import type { World } from '../world.ts'
import { newId } from '../store/ids.ts'
import type { EmailAddress, Metadata, User } from '../store/entities.ts'
import { fieldError, notFound } from '../http/api-error.ts'
import { endSession } from './sessions.ts'

export interface NewUser {
  id?: string
  email?: string | undefined
  password?: string | null
  firstName?: string | null
  lastName?: string | null
  username?: string | null
  externalId?: string | null
  publicMetadata?: Metadata
  privateMetadata?: Metadata
  unsafeMetadata?: Metadata
}

export const PASSWORD_MIN_LENGTH = 8

/** Refuses, as Clerk does, an email address that somebody has. */
export function createUser(world: World, user: NewUser): User {
  const now = world.clock.now()
  const emails = user.email === undefined ? [] : [newEmail(world, user.email, true)]
  const created: User = {
    id: user.id ?? newId('user'),
    externalId: user.externalId ?? null,
    username: user.username ?? null,
    firstName: user.firstName ?? null,
    lastName: user.lastName ?? null,
    emails,
    primaryEmailId: emails[0]?.id ?? null,
    password: user.password ?? null,
    publicMetadata: user.publicMetadata ?? {},
    privateMetadata: user.privateMetadata ?? {},
    unsafeMetadata: user.unsafeMetadata ?? {},
    banned: false,
    locked: false,
    lastSignInAt: null,
    createdAt: now,
    updatedAt: now,
  }
  world.store.users.set(created.id, created)
  return created
}

export function newEmail(world: World, address: string, verified: boolean): EmailAddress {
  const lower = address.toLowerCase()
  if (findUser(world, lower)) throw fieldError('form_identifier_exists', 'That email address is taken. Please try another.', 'email_address')
  return { id: newId('idn'), address: lower, verified, createdAt: world.clock.now() }
}

/** By email address or username, as a sign-in form takes either. */
export function findUser(world: World, identifier: string): User | undefined {
  const lower = identifier.toLowerCase()
  return [...world.store.users.values()].find(
    ({ emails, username }) => emails.some(({ address }) => address === lower) || username?.toLowerCase() === lower,
  )
}

export function userById(world: World, id: string): User {
  const user = world.store.users.get(id)
  if (!user) throw notFound(`User ${id}`)
  return user
}

export function primaryEmail(user: User): string | null {
  return user.emails.find(({ id }) => id === user.primaryEmailId)?.address ?? null
}

/** Deletes the user with their memberships, and ends their sessions. */
export function deleteUser(world: World, user: User): void {
  world.store.users.delete(user.id)
  for (const [id, { userId }] of world.store.memberships) if (userId === user.id) world.store.memberships.delete(id)
  for (const session of world.store.sessions.values()) if (session.userId === user.id) endSession(world, session, 'removed')
}

/** Stamps a change, so that SDKs take the newer copy. */
export function touchUser(world: World, user: User, change: Partial<User>): User {
  return Object.assign(user, change, { updatedAt: world.clock.now() })
}

export function checkEmail(address: string): void {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) return
  throw fieldError('form_param_format_invalid', 'Email address must be a valid email address.', 'email_address')
}

export function checkPassword(password: string): void {
  if (password.length >= PASSWORD_MIN_LENGTH) return
  throw fieldError('form_password_length_too_short', `Passwords must be ${PASSWORD_MIN_LENGTH} characters or more.`, 'password')
}
