import type { Client } from '../../store/rows/client.ts'
import type { SignIn } from '../../store/rows/sign-in.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { findBackupCode, withoutBackupCode } from '../verification/backup-codes.ts'
import { enterCode, proven, sendCode, wrongCode } from '../verification/codes.ts'
import { failed } from './lockout.ts'
import { addressOf } from './sign-ins-codes.ts'
import { noSecondFactor } from './sign-ins-errors.ts'
import { factorFor, secondFactors } from './sign-ins-factors.ts'
import { ownerOf, passSecondFactor, requireStatus, requireUnchanged } from './sign-ins.ts'
import { takeTotp } from '../verification/totp.ts'

/** Sends a code to the number that is kept for it. */
export function prepareSecondFactor(world: World, signIn: SignIn, strategy: string | undefined, phoneNumberId: string | undefined): void {
  requireStatus(signIn, 'needs_second_factor')
  const user = ownerOf(world, signIn)
  const factor = factorFor(secondFactors(user), strategy, phoneNumberId, noSecondFactor(strategy))
  const letter = { to: addressOf(world, signIn, factor), channel: 'sms' as const, kind: 'Your sign-in code', userId: user.id }
  world.store.signIns.update(signIn, { secondFactor: sendCode(world, letter, 'phone_code') })
}

export async function attemptSecondFactor(world: World, signIn: SignIn, client: Client, strategy: string | undefined, code: string | undefined): Promise<void> {
  requireStatus(signIn, 'needs_second_factor')
  const user = ownerOf(world, signIn)
  const factor = factorFor(secondFactors(user), strategy, undefined, noSecondFactor(strategy))
  if (factor.strategy === 'phone_code') {
    const { verification, refusal } = enterCode(world, signIn.secondFactor?.strategy === 'phone_code' ? signIn.secondFactor : null, code)
    world.store.signIns.update(signIn, { secondFactor: verification })
    if (refusal) throw failed(world, user, refusal)
    return passSecondFactor(world, signIn, client, verification)
  }
  const taken = factor.strategy === 'totp' ? takenTotp(world, user, code ?? '') : await takenBackupCode(world, user, code ?? '')
  requireUnchanged(world, signIn, user, 'needs_second_factor')
  if (!taken) throw failed(world, user, wrongCode())
  passSecondFactor(world, signIn, client, proven(world, factor.strategy))
}

/** Takes a code of the user's authenticator app; none works twice. */
export function takenTotp(world: World, user: User, code: string): boolean {
  const totp = user.totp && takeTotp(user.totp, code, world.clock.now())
  if (totp) world.store.users.update(user, { totp })
  return totp !== null
}

/** Takes one of the user's backup codes, which is used up with that: of two attempts at once, one gets it. */
export async function takenBackupCode(world: World, user: User, code: string): Promise<boolean> {
  const used = user.backupCodes && (await findBackupCode(user.backupCodes, code))
  const backupCodes = world.store.users.get(user.id)?.backupCodes // as they are now
  if (!used || !backupCodes?.codes.includes(used)) return false
  world.store.users.update(user, { backupCodes: withoutBackupCode(backupCodes, used, world.clock.now()) })
  return true
}
