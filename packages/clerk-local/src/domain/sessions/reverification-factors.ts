import { ApiError } from '../../http/api-error.ts'
import type { Session } from '../../store/rows/session.ts'
import type { PhoneNumber, User } from '../../store/rows/user.ts'
import type { Strategy, Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { isSecondFactor } from '../users/second-factors.ts'
import { enterCode, proven, sendCode, wrongCode } from '../verification/codes.ts'
import { failed, refuseBarred } from '../sign-ins/lockout.ts'
import { answerPasskey, askPasskey } from '../passkeys/passkeys-assertion.ts'
import { noteFactor, reverificationAt } from './reverification.ts'
import { wrongPassword } from '../sign-ins/sign-ins-errors.ts'
import { passwordMatches } from '../sign-ins/sign-ins-password.ts'
import { takenBackupCode, takenTotp } from '../sign-ins/sign-ins-second-factor.ts'

/** Sends what a first factor needs: a code to one of the user's own addresses or numbers; or asks the browser for a passkey. */
export function prepareFirst(world: World, session: Session, user: User, strategy: string | undefined, id: string | undefined, origin: string | undefined): void {
  reverificationAt(session, 'needs_first_factor')
  const phones = user.phones.filter((phone) => phone.verified && !isSecondFactor(phone))
  noteFactor(world, session, user, 'firstFactor', strategy === 'passkey' ? askPasskey(world, user, origin) : sendTo(world, user, strategy, id, phones))
}

export function prepareSecond(world: World, session: Session, user: User, strategy: string | undefined, id: string | undefined): void {
  reverificationAt(session, 'needs_second_factor')
  if (strategy !== 'phone_code') throw unserved(strategy)
  const phones = user.phones.filter(isSecondFactor)
  noteFactor(world, session, user, 'secondFactor', sendTo(world, user, strategy, id ?? phones.find(({ defaultSecondFactor }) => defaultSecondFactor)?.id, phones))
}

/** What was entered: a password or a code; or what the browser answered to a passkey's challenge. */
export interface Proof {
  readonly password: string | undefined
  readonly code: string | undefined
  readonly credential: string | undefined
  readonly origin: string | undefined
}

export async function attemptFirst(world: World, session: Session, user: User, strategy: string | undefined, { password = '', code, credential, origin }: Proof): Promise<void> {
  const { firstFactor } = reverificationAt(session, 'needs_first_factor')
  refuseBarred(world, user)
  if (strategy === 'passkey') return noteFactor(world, session, user, 'firstFactor', answerPasskey(world, firstFactor, credential, origin, user.id).verification)
  if (strategy === 'password') {
    const right = await passwordMatches(user, password)
    reverificationAt(session, 'needs_first_factor') // it may have been begun anew meanwhile
    if (!right) throw failed(world, user, wrongPassword())
    return noteFactor(world, session, user, 'firstFactor', proven(world, 'password'))
  }
  if (strategy !== 'email_code' && strategy !== 'phone_code') throw unserved(strategy)
  enter(world, session, user, 'firstFactor', firstFactor?.strategy === strategy ? firstFactor : null, code)
}

export async function attemptSecond(world: World, session: Session, user: User, strategy: string | undefined, { code = '' }: Proof): Promise<void> {
  const { secondFactor } = reverificationAt(session, 'needs_second_factor')
  refuseBarred(world, user)
  if (strategy === 'phone_code') return enter(world, session, user, 'secondFactor', secondFactor, code)
  if (strategy !== 'totp' && strategy !== 'backup_code') throw unserved(strategy)
  const taken = strategy === 'totp' ? user.totp?.verified === true && takenTotp(world, user, code) : await takenBackupCode(world, user, code)
  reverificationAt(session, 'needs_second_factor')
  if (!taken) throw failed(world, user, wrongCode())
  noteFactor(world, session, user, 'secondFactor', proven(world, strategy))
}

function enter(world: World, session: Session, user: User, factor: 'firstFactor' | 'secondFactor', asked: Verification | null, code: string | undefined): void {
  const { verification, refusal } = enterCode(world, asked, code)
  noteFactor(world, session, user, factor, verification)
  if (refusal) throw failed(world, user, refusal)
}

function sendTo(world: World, user: User, strategy: string | undefined, id: string | undefined, phones: readonly PhoneNumber[]): Verification {
  if (strategy === 'email_code') {
    const email = user.emails.find((each) => each.verified && each.id === (id ?? user.primaryEmailId))
    if (!email) throw noFactor(strategy)
    return sendCode(world, { to: email.address, kind: 'Your verification code', userId: user.id }, strategy)
  }
  if (strategy === 'phone_code') {
    const phone = phones.find((each) => each.id === (id ?? user.primaryPhoneId))
    if (!phone) throw noFactor(strategy)
    return sendCode(world, { to: phone.number, channel: 'sms', kind: 'Your verification code', userId: user.id }, strategy)
  }
  throw unserved(strategy)
}

const noFactor = (strategy: Strategy) => new ApiError(422, 'strategy_for_user_invalid', `The user has nothing that ${strategy} could verify.`)
const unserved = (strategy: string | undefined) => new ApiError(422, 'strategy_for_user_invalid', `${strategy} is no way to verify this session.`)
