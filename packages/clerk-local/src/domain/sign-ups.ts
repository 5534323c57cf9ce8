import type { World } from '../world.ts'
import { fieldError, notFound } from '../http/api-error.ts'
import { newId } from '../store/ids.ts'
import type { Client } from '../store/rows/client.ts'
import type { Metadata } from '../store/rows/metadata.ts'
import type { SignUp } from '../store/rows/sign-up.ts'
import { enterCode, sendCode } from './codes.ts'
import { startSession } from './sessions.ts'
import { refuseSecondSession } from './sign-ins.ts'
import { checkEmail, checkPassword, createUser, defined, findUser } from './users.ts'

export function startSignUp(world: World, client: Client): SignUp {
  refuseSecondSession(world, client)
  const signUp = world.store.signUps.insert({
    id: newId('sua'),
    clientId: client.id,
    status: 'missing_requirements',
    emailAddress: null,
    phoneNumber: null,
    username: null,
    password: null,
    firstName: null,
    lastName: null,
    unsafeMetadata: {},
    publicMetadata: {},
    email: null,
    phone: null,
    externalAccount: null,
    external: null,
    legalAcceptedAt: null,
    locale: null,
    ticket: null,
    createdSessionId: null,
    createdUserId: null,
    createdAt: world.clock.now(),
  })
  world.store.clients.update(client, { signUpId: signUp.id })
  return signUp
}

export function signUpById(world: World, id: string): SignUp {
  const signUp = world.store.signUps.get(id)
  if (!signUp) throw notFound('Sign-up')
  return signUp
}

export interface SignUpFields {
  emailAddress?: string | undefined
  password?: string | undefined
  firstName?: string | undefined
  lastName?: string | undefined
  unsafeMetadata?: Metadata | undefined
}

/** Takes what the form sent; a taken address and a short password are refused before anything changes. */
export function fillSignUp(world: World, signUp: SignUp, client: Client, fields: SignUpFields): void {
  const { emailAddress, password } = fields
  if (emailAddress !== undefined) checkEmail(emailAddress)
  if (emailAddress !== undefined && findUser(world, emailAddress))
    throw fieldError('form_identifier_exists', 'That email address is taken. Please try another.', 'email_address')
  if (password !== undefined) checkPassword(world, password)
  if (emailAddress !== undefined && emailAddress.toLowerCase() !== signUp.emailAddress)
    world.store.signUps.update(signUp, { emailAddress: emailAddress.toLowerCase(), email: null })
  const { firstName, lastName, unsafeMetadata } = fields
  world.store.signUps.update(signUp, defined({ password, firstName, lastName, unsafeMetadata }))
  settle(world, signUp, client)
}

export function prepareSignUpEmail(world: World, signUp: SignUp): void {
  if (!signUp.emailAddress) throw fieldError('form_param_nil', 'Enter an email address first.', 'email_address')
  world.store.signUps.update(signUp, { email: sendCode(world, { to: signUp.emailAddress, kind: 'Your sign-up code' }, 'email_code') })
}

export function attemptSignUpEmail(world: World, signUp: SignUp, client: Client, code: string | undefined): void {
  const { verification, refusal } = enterCode(world, signUp.email, code)
  world.store.signUps.update(signUp, { email: verification })
  if (refusal) throw refusal
  settle(world, signUp, client)
}

export function missingFields(signUp: SignUp): ('email_address' | 'password')[] {
  return [...(signUp.emailAddress ? [] : (['email_address'] as const)), ...(signUp.password ? [] : (['password'] as const))]
}

/** Creates the user as soon as nothing is missing. */
function settle(world: World, signUp: SignUp, client: Client): void {
  if (missingFields(signUp).length > 0 || signUp.email?.status !== 'verified') return
  const { emailAddress, password, firstName, lastName, unsafeMetadata } = signUp
  // The form sends names that were left empty.
  const user = createUser(world, { email: emailAddress ?? undefined, password, firstName: firstName || null, lastName: lastName || null, unsafeMetadata })
  const session = startSession(world, client, user)
  world.store.signUps.update(signUp, { status: 'complete', createdUserId: user.id, createdSessionId: session.id, password: null })
  world.store.clients.update(client, { signUpId: null, lastStrategy: 'email_code' })
}
