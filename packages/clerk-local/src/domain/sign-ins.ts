import type { World } from '../world.ts'
import { ApiError, fieldError, notFound } from '../http/api-error.ts'
import { newId } from '../store/ids.ts'
import { isLastStrategy, type Client } from '../store/rows/client.ts'
import type { SignIn } from '../store/rows/sign-in.ts'
import type { User } from '../store/rows/user.ts'
import { enterCode, proven, sendCode } from './codes.ts'
import { activeSession, startSession } from './sessions.ts'
import { findUser, primaryEmail, userById } from './users.ts'

/** Opens a sign-in for a browser that has no session yet. */
export function startSignIn(world: World, client: Client): SignIn {
  refuseSecondSession(world, client)
  const signIn = world.store.signIns.insert({
    id: newId('sia'),
    clientId: client.id,
    status: 'needs_identifier',
    identifier: null,
    userId: null,
    signUpIfMissing: false,
    firstFactor: null,
    secondFactor: null,
    createdSessionId: null,
    createdAt: world.clock.now(),
  })
  world.store.clients.update(client, { signInId: signIn.id })
  return signIn
}

export function refuseSecondSession(world: World, client: Client): void {
  const session = activeSession(world, client)
  if (session) throw new ApiError(400, 'session_exists', 'You’re already signed in.', { session_id: session.id })
}

export function signInById(world: World, id: string): SignIn {
  const signIn = world.store.signIns.get(id)
  if (!signIn) throw notFound('Sign-in')
  return signIn
}

export function identify(world: World, signIn: SignIn, identifier: string): void {
  const user = findUser(world, identifier)
  // An address that its owner has not proven names nobody.
  const unproven = user?.emails.some(({ address, verified }) => address === identifier.toLowerCase() && !verified)
  if (!user || unproven) throw fieldError('form_identifier_not_found', 'Couldn’t find your account.', 'identifier')
  world.store.signIns.update(signIn, { identifier, userId: user.id, status: 'needs_first_factor' })
}

export function prepareEmailCode(world: World, signIn: SignIn, emailId?: string): void {
  const user = ownerOf(world, signIn)
  const email = emailId === undefined ? primaryEmail(user) : user.emails.find(({ id, verified }) => id === emailId && verified)?.address
  if (!email) throw new ApiError(422, 'strategy_for_user_invalid', 'This account has no email address.')
  world.store.signIns.update(signIn, { firstFactor: sendCode(world, { to: email, kind: 'Your sign-in code', userId: user.id }, 'email_code') })
}

export function attemptEmailCode(world: World, signIn: SignIn, client: Client, code: string | undefined): void {
  const { verification, refusal } = enterCode(world, signIn.firstFactor, code)
  world.store.signIns.update(signIn, { firstFactor: verification })
  if (refusal) throw refusal
  complete(world, signIn, client)
}

export function attemptPassword(world: World, signIn: SignIn, client: Client, password: string | undefined): void {
  const user = ownerOf(world, signIn)
  if (user.password === null || user.password !== password)
    throw fieldError('form_password_incorrect', 'Password is incorrect. Try again, or use another method.', 'password')
  world.store.signIns.update(signIn, { firstFactor: proven(world, 'password') })
  complete(world, signIn, client)
}

/** Signs in by a token that the Backend API gave out; it works once. */
export function attemptTicket(world: World, signIn: SignIn, client: Client, ticket: string): void {
  const [kept] = world.store.tickets.by('token', ticket)
  if (!kept || kept.status !== 'pending') throw new ApiError(400, 'ticket_invalid_code', 'This ticket is invalid.')
  if (world.clock.now() > kept.expireAt) throw new ApiError(400, 'ticket_expired_code', 'This ticket has expired.')
  world.store.tickets.update(kept, { status: 'accepted', updatedAt: world.clock.now() })
  const user = userById(world, kept.userId)
  world.store.signIns.update(signIn, { identifier: primaryEmail(user), userId: user.id, firstFactor: proven(world, 'ticket') })
  complete(world, signIn, client)
}

function complete(world: World, signIn: SignIn, client: Client): void {
  const user = ownerOf(world, signIn)
  if (user.banned) throw new ApiError(403, 'user_banned', 'This account has been banned.')
  if (user.locked) throw new ApiError(403, 'user_locked', 'Your account is locked. Please contact support.')
  const session = startSession(world, client, user)
  world.store.signIns.update(signIn, { status: 'complete', createdSessionId: session.id })
  const strategy = signIn.firstFactor?.strategy
  world.store.clients.update(client, { lastStrategy: strategy && isLastStrategy(strategy) ? strategy : null, signInId: null })
}

function ownerOf(world: World, signIn: SignIn): User {
  if (signIn.userId === null) throw new ApiError(422, 'sign_in_no_identification_for_user', 'Enter an identifier first.')
  return userById(world, signIn.userId)
}
