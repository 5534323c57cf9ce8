import { fieldError } from '../../http/api-error.ts'
import { isClaimed, valueOf, type Identification } from '../../store/identifications.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'

type Identifications = Pick<User, 'emails' | 'phones'>

/**
 * What follows for others from a change of a user, whoever made it: what the user claims goes from the notes of everybody
 * else. Throws Clerk's `form_identifier_exists` where somebody has claimed it, or where the user would have it twice.
 */
export function settleClaims(world: World, userId: string, before: Identifications | null, after: Identifications): void {
  const claimed = [...newlyClaimed(before?.emails, after.emails), ...newlyClaimed(before?.phones, after.phones)]
  refuseTwice(after.emails)
  refuseTwice(after.phones)
  for (const each of claimed) if (world.store.users.by('identifier', valueOf(each)).some(({ id }) => id !== userId)) throw taken(each)
  for (const each of claimed) for (const other of world.store.users.by('noted', valueOf(each))) if (other.id !== userId) forget(world, other, valueOf(each))
}

/** Somebody has it. */
const taken = (identification: Identification) =>
  'address' in identification
    ? fieldError('form_identifier_exists', 'That email address is taken. Please try another.', 'email_address')
    : fieldError('form_identifier_exists', 'That phone number is taken. Please try another.', 'phone_number')

function newlyClaimed<T extends Identification>(before: readonly T[] = [], after: readonly T[]): T[] {
  const had = new Set(before.filter(isClaimed).map(valueOf))
  return after.filter((each) => isClaimed(each) && !had.has(valueOf(each)))
}

function refuseTwice(all: readonly Identification[]): void {
  const twice = all.find((each, index) => all.findIndex((other) => valueOf(other) === valueOf(each)) < index)
  if (twice) throw taken(twice)
}

function forget(world: World, user: User, value: string): void {
  const emails = user.emails.filter(({ address }) => address !== value)
  const phones = user.phones.filter(({ number }) => number !== value)
  const has = (id: string | null) => [...emails, ...phones].some((each) => each.id === id)
  world.store.users.update(user, {
    emails,
    phones,
    primaryEmailId: has(user.primaryEmailId) ? user.primaryEmailId : null,
    primaryPhoneId: has(user.primaryPhoneId) ? user.primaryPhoneId : null,
    updatedAt: world.clock.now(),
  })
}

/** Takes down that what was reserved for the user is theirs: a code or a link that went there came back. */
export function prove(world: World, user: User, sentTo: string): void {
  const proven = <T extends Identification>(all: readonly T[]) => all.map((each) => (isClaimed(each) && valueOf(each) === sentTo ? { ...each, verified: true } : each))
  const unproven = [...user.emails, ...user.phones].some((each) => !each.verified && isClaimed(each) && valueOf(each) === sentTo)
  if (unproven) world.store.users.update(user, { emails: proven(user.emails), phones: proven(user.phones), updatedAt: world.clock.now() })
}
