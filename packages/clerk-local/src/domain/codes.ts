import type { World } from '../world.ts'
import { fieldError } from '../http/api-error.ts'
import type { Strategy, Verification } from '../store/entities.ts'

/** The code in every email that the stand-in sends. */
export const EMAIL_CODE = '424242'
const LIFETIME_MS = 10 * 60_000
const MAX_ATTEMPTS = 5

/** Puts a code into the outbox and opens a verification for it. */
export function sendCode(world: World, to: string, kind: string, strategy: Strategy): Verification {
  world.store.outbox.push({ to, kind, code: EMAIL_CODE, at: world.clock.now() })
  return { status: 'unverified', strategy, attempts: 0, expireAt: world.clock.now() + LIFETIME_MS }
}

/** Takes a code for a verification that is open; refuses a wrong, a late and a sixth one as Clerk does. */
export function enterCode(world: World, verification: Verification | null, code: string | undefined): Verification {
  if (!verification) throw fieldError('verification_missing', 'Ask for a code first.', 'code')
  if (verification.attempts >= MAX_ATTEMPTS) throw fieldError('verification_failed', 'Too many failed attempts. Ask for a new code.', 'code')
  if (world.clock.now() > verification.expireAt) throw fieldError('verification_expired', 'This code has expired. Ask for a new one.', 'code')
  verification.attempts += 1
  if (code !== EMAIL_CODE) throw fieldError('form_code_incorrect', 'Incorrect code', 'code')
  return { ...verification, status: 'verified' }
}

/** A factor that is proven by itself, such as a password. */
export const proven = (world: World, strategy: Strategy): Verification => ({
  status: 'verified',
  strategy,
  attempts: 1,
  expireAt: world.clock.now() + LIFETIME_MS,
})
