import { randomBytes } from 'node:crypto'
import type { Client } from '../../store/rows/client.ts'
import type { SignIn } from '../../store/rows/sign-in.ts'
import type { Strategy, Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { asked, enterCode, sendCode } from '../verification/codes.ts'
import { sendLink } from '../verification/email-links.ts'
import { failed } from './lockout.ts'
import { invalidStrategy, transferToSignUp } from './sign-ins-errors.ts'
import { factorFor, firstFactors, type Factor } from './sign-ins-factors.ts'
import { ownerOf, passFirstFactor, requireStatus } from './sign-ins.ts'

/** What a browser sends when it asks for a code or a link. */
export interface Preparation {
  readonly strategy: string | undefined
  readonly emailAddressId?: string | undefined
  readonly phoneNumberId?: string | undefined
  readonly redirectUrl?: string | undefined
}

/** Sends the code or the link of a first factor. Nothing is sent for an identifier that nobody has, and nobody is told. */
export function prepareFirstFactor(world: World, signIn: SignIn, { strategy, emailAddressId, phoneNumberId, redirectUrl }: Preparation): void {
  requireStatus(signIn, 'needs_first_factor', 'needs_new_password')
  const factor = factorFor(firstFactors(world, signIn), strategy, emailAddressId ?? phoneNumberId)
  const user = signIn.userId === null ? null : ownerOf(world, signIn)
  const to = user === null ? (signIn.identifier ?? '') : addressOf(world, signIn, factor)
  const letter = { to, userId: user?.id ?? null, kind: 'Your sign-in code' }
  const silent = user === null && !signIn.signUpIfMissing
  const verification = silent ? asked(world, factor.strategy, { code: randomBytes(8).toString('hex') }) : send(world, signIn, factor, letter, redirectUrl)
  world.store.signIns.update(signIn, { status: 'needs_first_factor', firstFactor: verification })
}

function send(world: World, signIn: SignIn, { strategy }: Factor, letter: { to: string; userId: string | null; kind: string }, redirectUrl: string | undefined): Verification {
  switch (strategy) {
    case 'email_code':
      return sendCode(world, letter, strategy)
    case 'email_link':
      return sendLink(world, { ...letter, kind: 'Your sign-in link', slug: 'magic_link_sign_in', purpose: { kind: 'sign_in', signInId: signIn.id }, redirectUrl })
    case 'phone_code':
      return sendCode(world, { ...letter, channel: 'sms' }, strategy)
    case 'reset_password_email_code':
      return sendCode(world, { ...letter, kind: 'Your code for a new password', slug: 'reset_password_code' }, strategy)
    case 'reset_password_phone_code':
      return sendCode(world, { ...letter, channel: 'sms', kind: 'Your code for a new password', slug: 'reset_password_code' }, strategy)
    default:
      throw invalidStrategy()
  }
}

/** Where the code of a factor goes. */
export function addressOf(world: World, signIn: SignIn, factor: Factor): string {
  const { emails, phones } = ownerOf(world, signIn)
  if ('emailAddressId' in factor) return emails.find(({ id }) => id === factor.emailAddressId)?.address ?? ''
  if ('phoneNumberId' in factor) return phones.find(({ id }) => id === factor.phoneNumberId)?.number ?? ''
  throw invalidStrategy()
}

export function attemptCode(world: World, signIn: SignIn, client: Client, strategy: Strategy, code: string | undefined): void {
  requireStatus(signIn, 'needs_first_factor')
  const user = signIn.userId === null ? null : ownerOf(world, signIn)
  const { verification, refusal } = enterCode(world, signIn.firstFactor?.strategy === strategy ? signIn.firstFactor : null, code)
  world.store.signIns.update(signIn, { firstFactor: refusal ? verification : { ...verification, status: user === null ? 'transferable' : 'verified' } })
  if (refusal) throw user === null ? refusal : failed(world, user, refusal)
  if (user === null) throw transferToSignUp()
  passFirstFactor(world, signIn, client, verification)
}
