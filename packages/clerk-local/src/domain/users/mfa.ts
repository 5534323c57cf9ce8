import { ApiError } from '../../http/api-error.ts'
import type { BackupCodes, Totp, User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { newBackupCodes } from '../verification/backup-codes.ts'
import { wrongCode } from '../verification/codes.ts'
import { hasSecondFactor } from './second-factors.ts'
import { newTotp, takeTotp } from '../verification/totp.ts'
import { touchUser } from './users.ts'

/** Gives the user a secret for an authenticator app, which counts once a code of it was entered. */
export function beginTotp(world: World, user: User): Totp {
  if (!world.settings.secondFactor.totp) throw new ApiError(403, 'resource_forbidden', 'forbidden', {}, 'Authenticator apps are not enabled for this instance.')
  if (user.totp?.verified) throw new ApiError(400, 'totp_already_enabled', 'TOTP already enabled', {}, 'TOTP is already enabled on your account')
  const totp = newTotp(world.clock.now())
  touchUser(world, user, { totp })
  return totp
}

export interface ConfirmedTotp {
  readonly totp: Totp
  /** New ones, which nobody is shown again; `null` where the user has some, or the instance does without. */
  readonly backupCodes: BackupCodes | null
}

/** Takes the first code of the user's authenticator app, and gives them backup codes with it. */
export function confirmTotp(world: World, user: User, code: string): ConfirmedTotp {
  const totp = user.totp && takeTotp(user.totp, code, world.clock.now())
  if (!totp) throw wrongCode()
  touchUser(world, user, { totp })
  const backupCodes = world.settings.secondFactor.backupCodes && user.backupCodes === null ? renewBackupCodes(world, user) : null
  return { totp, backupCodes }
}

export function removeTotp(world: World, user: User): void {
  if (user.totp === null) throw new ApiError(404, 'resource_not_found', 'not found', {}, 'This account has no authenticator app.')
  refuseLastFactor(world, user, { totp: null })
  touchUser(world, user, { totp: null })
}

/** Replaces the backup codes; there are none without another second factor. */
export function renewBackupCodes(world: World, user: User): BackupCodes {
  if (!world.settings.secondFactor.backupCodes || !hasSecondFactor(user))
    throw new ApiError(400, 'backup_codes_not_available', 'Backup codes not available', {}, 'In order to use backup codes, you have to enable any other Multi-factor method')
  const backupCodes = newBackupCodes(world.clock.now())
  touchUser(world, user, { backupCodes })
  return backupCodes
}

/** Refuses what users may not do to themselves, and a server may: give up the last second factor where the instance demands one. */
export function refuseLastFactor({ settings }: World, user: User, change: Partial<Pick<User, 'totp' | 'phones'>>): void {
  if (!settings.secondFactor.required || !hasSecondFactor(user) || hasSecondFactor({ ...user, ...change })) return
  throw new ApiError(400, 'second_factor_deletion_not_allowed', 'second factor deletion not allowed', {}, 'You are required to maintain at least one two-step verification method in your account at all times')
}
