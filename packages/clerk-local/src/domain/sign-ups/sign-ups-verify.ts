import { ApiError, fieldError } from '../../http/api-error.ts'
import type { Client } from '../../store/rows/client.ts'
import type { SignUp } from '../../store/rows/sign-up.ts'
import type { Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { enterCode, sendCode } from '../verification/codes.ts'
import { sendLink, takeLink } from '../verification/email-links.ts'
import type { OpenedLink } from '../sign-ins/sign-ins-email-link.ts'
import { refuseTaken } from './sign-ups-admission.ts'
import { settle } from './sign-ups.ts'

/** Sends what proves an address: a code, or a link to `redirectUrl`. */
export function prepareSignUp(world: World, signUp: SignUp, strategy: string, redirectUrl: string | undefined): void {
  const { emailAddress, phoneNumber } = signUp
  if (strategy === 'phone_code') {
    if (phoneNumber === null) throw fieldError('form_param_nil', 'Enter a phone number first.', 'phone_number')
    return void world.store.signUps.update(signUp, { phone: sendCode(world, { to: phoneNumber, channel: 'sms', kind: 'Your sign-up code' }, 'phone_code') })
  }
  if (emailAddress === null) throw fieldError('form_param_nil', 'Enter an email address first.', 'email_address')
  if (strategy !== 'email_code' && strategy !== 'email_link') throw new ApiError(422, 'strategy_not_allowed', `${strategy} does not prove an address.`)
  const letter = { to: emailAddress, userId: null, kind: strategy === 'email_code' ? 'Your sign-up code' : 'Your sign-up link' }
  const email = strategy === 'email_code' ? sendCode(world, letter, 'email_code') : sendLink(world, { ...letter, slug: 'magic_link_sign_up', purpose: { kind: 'sign_up', signUpId: signUp.id }, redirectUrl })
  world.store.signUps.update(signUp, { email })
}

export function attemptSignUp(world: World, signUp: SignUp, client: Client, strategy: string, code: string | undefined): void {
  if (strategy !== 'email_code' && strategy !== 'phone_code') throw new ApiError(422, 'strategy_not_allowed', `${strategy} takes no code.`)
  const field = strategy === 'phone_code' ? 'phone' : 'email'
  const open = signUp[field]
  const { verification, refusal } = enterCode(world, open?.strategy === strategy ? open : null, code)
  world.store.signUps.update(signUp, { [field]: verification })
  if (refusal) throw refusal
  refuseTaken(world, signUp)
  settle(world, signUp, client)
}

/** Goes on with a sign-up whose link was opened, in whatever browser: the account belongs to the browser that asked. */
export function openSignUpLink(world: World, signUp: SignUp, token: string, opened: Client | undefined): OpenedLink {
  const client = world.store.clients.get(signUp.clientId)
  if (!client || signUp.status === 'complete') return { status: 'failed', sessionId: null }
  const { verification, status } = takeLink(world, signUp.email, token, { by: client.id, opened })
  world.store.signUps.update(signUp, { email: verification })
  if (status !== 'verified' || !verification) return { status, sessionId: null }
  try {
    refuseTaken(world, signUp)
    settle(world, signUp, client)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    world.store.signUps.update(signUp, { email: failed(verification, error) })
    return { status: 'failed', sessionId: null }
  }
  return { status, sessionId: signUp.createdSessionId }
}

/** What the browser that asked is told, the next time that it looks. */
const failed = (verification: Verification, { code, message, longMessage, meta }: ApiError): Verification => ({ ...verification, status: 'failed', error: { code, message, longMessage, meta } })
