import { newId } from '../../store/ids.ts'
import { isLastStrategy, type Client } from '../../store/rows/client.ts'
import type { Session } from '../../store/rows/session.ts'
import type { SignIn } from '../../store/rows/sign-in.ts'
import type { User } from '../../store/rows/user.ts'
import type { Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { forgetFailures, refuseBarred } from './lockout.ts'
import { activeSession, isOpen, startSession } from '../sessions/sessions.ts'
import { alreadySignedIn, nobodyNamed, notDue, olderSignIn, sessionExists, signInNotFound } from './sign-ins-errors.ts'
import { secondFactors } from './sign-ins-factors.ts'
import { prove } from '../users/claims.ts'
import { userById } from '../users/users.ts'

/** Opens a sign-in and makes it the browser's current one. */
export function startSignIn(world: World, client: Client): SignIn {
  const signIn = world.store.signIns.insert({
    id: newId('sia'),
    clientId: client.id,
    status: 'needs_identifier',
    identifier: null,
    userId: null,
    signUpIfMissing: false,
    firstFactor: null,
    secondFactor: null,
    externalAccount: null,
    createdSessionId: null,
    createdAt: world.clock.now(),
  })
  world.store.clients.update(client, { signInId: signIn.id })
  return signIn
}

/** Where one browser holds one session, nobody signs in beside it. */
export function refuseSecondSession(world: World, client: Client): void {
  const session = world.settings.singleSession ? activeSession(world, client) : null
  if (session) throw sessionExists(session.id)
}

/** Where a browser holds several sessions, each is of another user. */
export function refuseSignedIn(world: World, client: Client, user: User): void {
  const session = client.sessionIds.map((id) => world.store.sessions.get(id)).find((each) => each && each.userId === user.id && isOpen(each))
  if (session) throw alreadySignedIn(session.id)
}

/** A sign-in of this browser; another's is not found. */
export function signInOf(world: World, client: Client | undefined, id: string): SignIn {
  const signIn = world.store.signIns.get(id)
  if (!client || signIn?.clientId !== client.id) throw signInNotFound(id)
  return signIn
}

/** Refuses to go on with a sign-in that a later one has replaced. */
export function requireCurrent(client: Client, signIn: SignIn): void {
  if (client.signInId !== signIn.id) throw olderSignIn()
}

/** Whoever signs in; refuses those who are banned or locked. */
export function ownerOf(world: World, signIn: SignIn): User {
  if (signIn.userId === null) throw nobodyNamed()
  const user = userById(world, signIn.userId)
  refuseBarred(world, user)
  return user
}

/** Refuses a step that is not due: a sign-in goes on only from where it is. */
export function requireStatus(signIn: SignIn, ...statuses: SignIn['status'][]): void {
  if (statuses.includes(signIn.status)) return
  throw notDue(signIn.status)
}

/** The same, and of the same user, once a check is done that took a while: another attempt may have gone on meanwhile, the user been deleted or locked. */
export function requireUnchanged(world: World, signIn: SignIn, user: User | null, status: SignIn['status']): void {
  requireStatus(signIn, status)
  if (signIn.userId !== (user?.id ?? null)) throw notDue(signIn.status)
  if (user) ownerOf(world, signIn)
}

/** Goes on with a proven first factor: to the second, to a new password or to a session. */
export function passFirstFactor(world: World, signIn: SignIn, client: Client, verification: Verification, fields: Partial<Session> = {}): void {
  const user = ownerOf(world, signIn)
  world.store.signIns.update(signIn, { firstFactor: verification })
  if (verification.sentTo !== undefined) prove(world, user, verification.sentTo)
  if (verification.strategy.startsWith('reset_password_')) world.store.signIns.update(signIn, { status: 'needs_new_password' })
  else goOn(world, signIn, client, user, fields)
}

/** Goes on once nothing of the first factor is left to do. */
export function goOn(world: World, signIn: SignIn, client: Client, user: User, fields: Partial<Session> = {}): void {
  if (secondFactors(user).length > 0) world.store.signIns.update(signIn, { status: 'needs_second_factor' })
  else complete(world, signIn, client, user, fields)
}

export function passSecondFactor(world: World, signIn: SignIn, client: Client, verification: Verification): void {
  world.store.signIns.update(signIn, { secondFactor: verification })
  complete(world, signIn, client, ownerOf(world, signIn), { secondFactorAt: world.clock.now() })
}

/** Starts the session. A complete sign-in leaves the client; SDKs read it once more by its id. */
export function complete(world: World, signIn: SignIn, client: Client, user: User, fields: Partial<Session> = {}): void {
  forgetFailures(world, user)
  const session = startSession(world, client, user, fields)
  world.store.signIns.update(signIn, { status: 'complete', createdSessionId: session.id })
  const strategy = signIn.firstFactor?.strategy
  world.store.clients.update(client, { lastStrategy: strategy && isLastStrategy(strategy) ? strategy : null, signInId: null })
}
