import { ApiError, fieldError } from '../http/api-error.ts'
import type { Session } from '../store/rows/session.ts'
import type { User } from '../store/rows/user.ts'
import type { Strategy, Verification } from '../store/rows/verification.ts'
import type { World } from '../world.ts'
import { takeBackupCode } from './backup-codes.ts'
import { enterCode, proven, sendCode } from './codes.ts'
import { noteFactor, reverificationAt } from './reverification.ts'
import { takeTotp } from './totp.ts'

/** Sends what a first factor needs: a code to one of the user's own addresses or numbers. */
export function prepareFirst(world: World, session: Session, user: User, strategy: string | undefined, id: string | undefined): void {
  reverificationAt(session, 'needs_first_factor')
  noteFactor(world, session, user, 'firstFactor', sendTo(world, user, strategy, id))
}

export function prepareSecond(world: World, session: Session, user: User, strategy: string | undefined, id: string | undefined): void {
  reverificationAt(session, 'needs_second_factor')
  if (strategy !== 'phone_code') throw unserved(strategy)
  const phone = user.phones.find((each) => each.reservedForSecondFactor && (id === undefined || each.id === id))
  noteFactor(world, session, user, 'secondFactor', sendTo(world, user, strategy, phone?.id ?? ''))
}

/** What was entered: a password or a code. */
export interface Proof {
  readonly password: string | undefined
  readonly code: string | undefined
}

export function attemptFirst(world: World, session: Session, user: User, strategy: string | undefined, { password, code }: Proof): void {
  const { firstFactor } = reverificationAt(session, 'needs_first_factor')
  if (strategy === 'password') {
    if (user.password === null || user.password !== password) throw fieldError('form_password_incorrect', 'Password is incorrect. Try again, or use another method.', 'password')
    return noteFactor(world, session, user, 'firstFactor', proven(world, 'password'))
  }
  if (strategy !== 'email_code' && strategy !== 'phone_code') throw unserved(strategy)
  enter(world, session, user, 'firstFactor', firstFactor?.strategy === strategy ? firstFactor : null, code)
}

export function attemptSecond(world: World, session: Session, user: User, strategy: string | undefined, { code = '' }: Proof): void {
  const { secondFactor } = reverificationAt(session, 'needs_second_factor')
  if (strategy === 'phone_code') return enter(world, session, user, 'secondFactor', secondFactor, code)
  const now = world.clock.now()
  if (strategy === 'totp') {
    const totp = user.totp?.verified ? takeTotp(user.totp, code, now) : null
    if (!totp) throw wrongCode()
    world.store.users.update(user, { totp })
  } else if (strategy === 'backup_code') {
    const backupCodes = user.backupCodes && takeBackupCode(user.backupCodes, code, now)
    if (!backupCodes) throw wrongCode()
    world.store.users.update(user, { backupCodes })
  } else throw unserved(strategy)
  noteFactor(world, session, user, 'secondFactor', proven(world, strategy))
}

function enter(world: World, session: Session, user: User, factor: 'firstFactor' | 'secondFactor', asked: Verification | null, code: string | undefined): void {
  const { verification, refusal } = enterCode(world, asked, code)
  noteFactor(world, session, user, factor, verification)
  if (refusal) throw refusal
}

function sendTo(world: World, user: User, strategy: string | undefined, id: string | undefined): Verification {
  if (strategy === 'email_code') {
    const email = user.emails.find((each) => each.verified && each.id === (id ?? user.primaryEmailId))
    if (!email) throw noFactor(strategy)
    return sendCode(world, { to: email.address, kind: 'Your verification code', userId: user.id }, strategy)
  }
  if (strategy === 'phone_code') {
    const phone = user.phones.find((each) => each.verified && each.id === (id ?? user.primaryPhoneId))
    if (!phone) throw noFactor(strategy)
    return sendCode(world, { to: phone.number, channel: 'sms', kind: 'Your verification code', userId: user.id }, strategy)
  }
  throw unserved(strategy)
}

const wrongCode = () => fieldError('form_code_incorrect', 'Incorrect code', 'code')
const noFactor = (strategy: Strategy) => new ApiError(422, 'strategy_for_user_invalid', `The user has nothing that ${strategy} could verify.`)
const unserved = (strategy: string | undefined) => new ApiError(422, 'strategy_for_user_invalid', `${strategy} is no way to verify this session.`)
