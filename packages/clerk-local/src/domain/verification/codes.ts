import { ApiError, fieldError } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { Message } from '../../store/rows/message.ts'
import type { Strategy, Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { sameSecret } from './same-secret.ts'

const LIFETIME_MS = 10 * 60_000
const MAX_ATTEMPTS = 5

export interface Letter {
  readonly to: string
  readonly channel?: Message['channel']
  readonly kind: string
  readonly slug: string
  readonly link?: string | null
  readonly code?: string
  readonly userId?: string | null
}

/** Puts an email or a text message into the outbox. */
export function sendMessage(world: World, { to, channel = 'email', kind, slug, link = null, code = '', userId = null }: Letter): Message {
  return world.store.messages.insert({ id: newId(channel === 'email' ? 'ema' : 'sms'), channel, to, kind, slug, code, link, userId, at: world.clock.now() })
}

/** Puts a code into the outbox and opens a verification for it. */
export function sendCode(world: World, letter: Omit<Letter, 'slug' | 'code'> & { readonly slug?: string }, strategy: Strategy): Verification {
  const code = isTestAddress(letter.to) ? TEST_CODE : world.settings.code
  sendMessage(world, { slug: 'verification_code', ...letter, code })
  return asked(world, strategy, { code, sentTo: letter.to })
}

/** A proof that was asked for. */
export const asked = (world: World, strategy: Strategy, fields: Partial<Verification> = {}): Verification => ({
  status: 'unverified',
  strategy,
  attempts: 0,
  expireAt: world.clock.now() + LIFETIME_MS,
  ...fields,
})

const TEST_CODE = '424242'

/** Addresses and numbers that Clerk sets aside for tests (https://clerk.com/docs/guides/development/testing/test-emails-and-phones): their code is always the same. */
const isTestAddress = (to: string): boolean => /\+clerk_test[^@]*@/.test(to) || /^\+1\d{3}55501\d{2}$/.test(to)

/**
 * The verification after a code was entered, or what to refuse: a wrong, a late and a sixth one, as Clerk does. The
 * attempt counts either way, hence both.
 */
export function enterCode(world: World, verification: Verification | null, code = ''): { verification: Verification; refusal: Error | null } {
  if (!verification) throw verificationMissing()
  if (verification.code === undefined) throw new ApiError(400, 'verification_strategy_invalid', 'has invalid strategy', {}, 'The strategy is not valid for the current verification.')
  if (verification.attempts >= MAX_ATTEMPTS) throw verificationFailed()
  if (world.clock.now() > verification.expireAt) throw verificationExpired()
  const attempted = { ...verification, attempts: verification.attempts + 1 }
  if (!sameSecret(verification.code, code)) return { verification: attempted, refusal: wrongCode() }
  return { verification: { ...attempted, status: 'verified' }, refusal: null }
}

export const wrongCode = () => new ApiError(422, 'form_code_incorrect', 'is incorrect', { param_name: 'code' }, 'Incorrect code')
export const verificationMissing = () => new ApiError(400, 'verification_missing', 'is missing', {}, 'This strategy requires verification preparation before attempting to validate it.')
export const verificationExpired = () => new ApiError(400, 'verification_expired', 'expired', {}, 'This verification has expired. You must create a new one.')
export const alreadyProven = () => new ApiError(400, 'verification_already_verified', 'already verified', {}, 'This verification has already been verified.')
export const strange = (strategy: string) => fieldError('form_param_value_invalid', `${strategy} does not match one of the allowed values for parameter strategy`, 'strategy')
const verificationFailed = () => new ApiError(400, 'verification_failed', 'failed', {}, 'Too many failed attempts. You have to try again with the same or another method.')

/** A factor that is proven by itself, such as a password. */
export const proven = (world: World, strategy: Strategy): Verification => ({
  status: 'verified',
  strategy,
  attempts: 1,
  expireAt: world.clock.now() + LIFETIME_MS,
})
