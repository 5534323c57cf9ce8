import type { World } from '../../world.ts'
import { newId } from '../../store/ids.ts'
import type { EmailAddress, User } from '../../store/rows/user.ts'
import { fieldError, notFound } from '../../http/api-error.ts'
import { membershipsOf } from '../organizations/organizations.ts'
import { endSession, sessionsOf } from '../sessions/sessions.ts'
import { checkLength } from './lengths.ts'
import { settleClaims } from './claims.ts'
import { settledFactors } from './second-factors.ts'

/** Any field of a user; all but those given start as Clerk has them for a new one. */
export type NewUser = { readonly [K in keyof User]?: User[K] | undefined } & { readonly email?: string | undefined }

/** Refuses, as Clerk does, an email address or a number that somebody has. */
export function createUser(world: World, { email, ...fields }: NewUser): User {
  const now = world.clock.now()
  const emails = email === undefined ? [] : [newEmail(world, email, true)]
  const user: User = {
    id: newId('user'),
    externalId: null,
    username: null,
    firstName: null,
    lastName: null,
    emails,
    primaryEmailId: emails[0]?.id ?? null,
    phones: [],
    primaryPhoneId: null,
    externalAccounts: [],
    passkeys: [],
    totp: null,
    backupCodes: null,
    password: null,
    passwordDigest: null,
    passwordUpdatedAt: fields.password || fields.passwordDigest ? now : null,
    passwordMustChange: false,
    imageId: null,
    publicMetadata: {},
    privateMetadata: {},
    unsafeMetadata: {},
    banned: false,
    locked: false,
    lockedUntil: null,
    failedAttempts: 0,
    legalAcceptedAt: null,
    locale: null,
    deleteSelfEnabled: world.settings.deleteSelf,
    createOrganizationEnabled: world.settings.organizations.userMayCreate,
    createOrganizationsLimit: null,
    mfaEnabledAt: null,
    mfaDisabledAt: null,
    lastSignInAt: null,
    lastActiveAt: null,
    createdAt: now,
    updatedAt: now,
    ...defined(fields),
  }
  settleClaims(world, user.id, null, user)
  return world.store.users.insert({ ...user, ...settledFactors({ ...user, totp: null, phones: [] }, user, now) })
}

/** Without the fields that were not given: `undefined` must not hide what a row has. */
export function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> } // what the filter leaves
}

export function newEmail(world: World, address: string, verified: boolean): EmailAddress {
  const lower = address.toLowerCase()
  if (findUser(world, lower)) throw fieldError('form_identifier_exists', 'That email address is taken. Please try another.', 'email_address')
  return { id: newId('idn'), address: lower, verified, reserved: false, verification: null, linkedTo: [], createdAt: world.clock.now() }
}

/** By an email address or a number that is theirs, or a username: what a sign-in form takes. */
export function findUser(world: World, identifier: string): User | undefined {
  return world.store.users.by('identifier', identifier.toLowerCase())[0]
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
  for (const session of sessionsOf(world, user.id)) endSession(world, session, 'removed')
  for (const { id } of membershipsOf(world, user.id)) world.store.memberships.remove(id)
  for (const { id } of world.store.membershipRequests.by('user', user.id)) world.store.membershipRequests.remove(id)
  for (const { id } of world.store.organizationSuggestions.by('user', user.id)) world.store.organizationSuggestions.remove(id)
  world.store.users.remove(user.id)
}

/** Stamps a change, so that SDKs take the newer copy; with what it means for their second factors, for whoever noted the same address, and for the age of their password. */
export function touchUser(world: World, user: User, change: Partial<User>): User {
  const now = world.clock.now()
  const factors = 'totp' in change || 'phones' in change ? settledFactors(user, { ...user, ...change }, now) : {}
  if (change.emails || change.phones) settleClaims(world, user.id, user, { ...user, ...change })
  const password = (change.password && change.password !== user.password) || change.passwordDigest ? { passwordUpdatedAt: now } : {}
  return world.store.users.update(user, { ...change, ...factors, ...password, updatedAt: now })
}

export function checkEmail(address: string): void {
  checkLength('email_address', address)
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) return
  throw fieldError('form_param_format_invalid', 'Email address must be a valid email address.', 'email_address')
}

export function checkPassword({ settings }: World, password: string): void {
  const { minLength } = settings.password
  if (password.length >= minLength) return
  throw fieldError('form_password_length_too_short', `Passwords must be ${minLength} characters or more.`, 'password')
}
