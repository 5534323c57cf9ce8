import type { Client } from '../../store/rows/client.ts'
import type { SignIn } from '../../store/rows/sign-in.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { proven, sendMessage } from '../verification/codes.ts'
import { sameSecret } from '../verification/same-secret.ts'
import { failed } from './lockout.ts'
import { endSession, sessionsOf } from '../sessions/sessions.ts'
import { linkAwaited } from './sign-ins-external.ts'
import { compromisedPassword, invalidStrategy, missingField, wrongPair, wrongPassword } from './sign-ins-errors.ts'
import { firstFactors, hasPassword } from './sign-ins-factors.ts'
import { matchesDigest } from './sign-ins-password-digest.ts'
import { goOn, ownerOf, passFirstFactor, requireStatus, requireUnchanged } from './sign-ins.ts'
import { checkPassword, primaryEmail, touchUser } from '../users/users.ts'

/** Whether it is the user's password; one that was imported as a digest is checked as its hasher says. */
export async function passwordMatches(user: User, password: string): Promise<boolean> {
  if (user.password !== null) return sameSecret(user.password, password)
  return user.passwordDigest !== null && matchesDigest(user.passwordDigest, password)
}

export async function attemptPassword(world: World, signIn: SignIn, client: Client, password: string | undefined): Promise<void> {
  requireStatus(signIn, 'needs_first_factor')
  const user = signIn.userId === null ? null : ownerOf(world, signIn)
  const blind = world.settings.enumerationProtection || user === null
  if (user !== null && !hasPassword(user) && !blind) throw invalidStrategy()
  if (!world.settings.attributes.password.enabled) throw invalidStrategy()
  const right = user !== null && password !== undefined && (await passwordMatches(user, password))
  requireUnchanged(world, signIn, user, 'needs_first_factor')
  if (!right) throw user === null ? wrongPair() : failed(world, user, blind ? wrongPair() : wrongPassword())
  if (user.passwordMustChange && hasAnotherWay(world, signIn)) throw compromisedPassword()
  // An imported digest has done its work: from here on the account is like any other.
  if (user.password === null) world.store.users.update(user, { password, passwordDigest: null })
  passFirstFactor(world, signIn, client, proven(world, 'password'))
}

/** Sets the password that was forgotten, and signs its user out wherever else they are if they wish so. */
export function resetPassword(world: World, signIn: SignIn, client: Client, password: string | undefined, signOutOfOtherSessions: boolean): void {
  requireStatus(signIn, 'needs_new_password')
  const user = ownerOf(world, signIn)
  if (password === undefined) throw missingField('password')
  checkPassword(world, password)
  touchUser(world, user, { password, passwordDigest: null, passwordMustChange: false })
  linkAwaited(world, signIn, user)
  const to = primaryEmail(user)
  if (to !== null) sendMessage(world, { to, kind: 'Your password was changed', slug: 'password_changed', userId: user.id })
  if (signOutOfOtherSessions) for (const session of sessionsOf(world, user.id)) endSession(world, session, 'revoked')
  goOn(world, signIn, client, user)
}

/** Whoever could not prove themselves in another way is let in and has to change the password as a task. */
const hasAnotherWay = (world: World, signIn: SignIn): boolean =>
  firstFactors(world, signIn).some(({ strategy }) => strategy !== 'password' && !strategy.startsWith('reset_password_'))
