import { ApiError } from '../../http/api-error.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'

/** Refuses whose account an administrator has closed, or whom too many wrong attempts have locked out. */
export function refuseBarred(world: World, user: User): void {
  if (user.banned) throw new ApiError(403, 'user_banned', 'User banned', {}, 'You have been banned. If you think this was by mistake, please contact support.')
  if (isLocked(world, user)) throw userLocked(world, user)
  if (user.locked) unlock(world, user)
}

/** Whether the account is locked now. A lock whose time is up is none, if only the next attempt takes it off. */
export const isLocked = ({ clock }: World, { locked, lockedUntil }: User): boolean => locked && (lockedUntil === null || lockedUntil > clock.now())

/** From how few attempts on Clerk tells that a lock is near. */
const WARN_AT = 2

/** Counts a wrong password or code, and gives what to throw: `refusal`, near the end a warning in its place, and with the last attempt the lock. */
export function failed(world: World, user: User, refusal: Error): Error {
  const { enabled, maxAttempts } = world.settings.lockout
  if (!enabled || !world.store.users.has(user.id)) return refusal // who was deleted while a password was checked
  const now = world.clock.now()
  const failedAttempts = user.failedAttempts + 1
  const locked = failedAttempts >= maxAttempts
  world.store.users.update(user, { failedAttempts, ...(locked && { ...lockFrom(world, now), updatedAt: now }) })
  if (locked) return userLocked(world, user)
  return maxAttempts - failedAttempts <= WARN_AT ? lockoutWarning(refusal, maxAttempts - failedAttempts) : refusal
}

/** A lock for as long as the instance's last, whoever locks: an administrator, or the last wrong attempt. */
export function lockFrom({ settings }: World, now: number): Pick<User, 'locked' | 'lockedUntil'> {
  const { durationSeconds } = settings.lockout
  return { locked: true, lockedUntil: durationSeconds === null ? null : now + durationSeconds * 1000 }
}

function lockoutWarning(refusal: Error, left: number): ApiError {
  const wrong = refusal instanceof ApiError ? refusal.longMessage : refusal.message
  return new ApiError(422, 'account_lockout_warning', `${wrong.replace(/\.?$/, '.')} ${left === 1 ? 'One more wrong attempt locks' : `${left} more wrong attempts lock`} your account.`)
}

/** Opens an account again and forgets the wrong attempts, as an administrator or the time does. */
export function unlock(world: World, user: User): void {
  world.store.users.update(user, { locked: false, lockedUntil: null, failedAttempts: 0, updatedAt: world.clock.now() })
}

/** Forgets the wrong attempts once somebody got in. */
export function forgetFailures(world: World, user: User): void {
  if (user.failedAttempts > 0) world.store.users.update(user, { failedAttempts: 0 })
}

/** How many wrong attempts the account has left; `null` where nothing locks it. */
export function attemptsRemaining(world: World, user: User): number | null {
  const { enabled, maxAttempts } = world.settings.lockout
  const over = user.locked && !isLocked(world, user)
  return enabled ? Math.max(0, maxAttempts - (over ? 0 : user.failedAttempts)) : null
}

/** Seconds until the lock opens by itself; `null` for an open account and for a lock that stays. */
export function lockoutExpiresInSeconds(world: World, user: User): number | null {
  return isLocked(world, user) && user.lockedUntil !== null ? Math.ceil((user.lockedUntil - world.clock.now()) / 1000) : null
}

function userLocked(world: World, user: User): ApiError {
  const seconds = lockoutExpiresInSeconds(world, user)
  const wait = seconds === null ? '' : ` You will be able to try again in ${inWords(seconds)}.`
  const meta = seconds === null ? {} : { lockout_expires_in_seconds: seconds, duration_in_seconds: seconds }
  return new ApiError(403, 'user_locked', 'Account locked', meta, `Your account is locked.${wait} For more information, please contact support.`)
}

function inWords(seconds: number): string {
  const [count, unit] = seconds >= 3600 ? [Math.ceil(seconds / 3600), 'hour'] : seconds >= 60 ? [Math.ceil(seconds / 60), 'minute'] : [seconds, 'second']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
