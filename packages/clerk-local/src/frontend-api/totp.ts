import type { TOTPJSON } from '@clerk/shared/types'
import { beginTotp, confirmTotp, removeTotp, renewBackupCodes } from '../domain/users/mfa.ts'
import { totpUri } from '../domain/verification/totp.ts'
import { primaryEmail } from '../domain/users/users.ts'
import { text, type Call } from '../http/call.ts'
import { post, remove, type Answer, type Route } from '../http/router.ts'
import type { Totp } from '../store/rows/user.ts'
import { requireUser, withClient } from './piggyback.ts'

/** The second factors that `<UserProfile/>` sets up: an authenticator app, and codes for the day when it is lost. */
export const totpRoutes: Route[] = [
  post('/v1/me/totp', begin),
  post('/v1/me/totp/attempt_verification', confirm),
  remove('/v1/me/totp', removeApp),
  post('/v1/me/backup_codes', renew),
]

function begin(call: Call): Answer {
  const user = requireUser(call)
  const totp = beginTotp(call.world, user)
  const uri = totpUri(totp, call.world.settings.applicationName, primaryEmail(user) ?? user.username ?? user.id)
  return withClient(call, { ...totpJson(totp), secret: totp.secret, uri })
}

function confirm(call: Call): Answer {
  const { totp, backupCodes } = confirmTotp(call.world, requireUser(call), text(call, 'code') ?? '')
  return withClient(call, { ...totpJson(totp), ...(backupCodes && { backup_codes: [...backupCodes.codes] }) })
}

function removeApp(call: Call): Answer {
  const user = requireUser(call)
  const id = user.totp?.id
  removeTotp(call.world, user)
  return withClient(call, { object: 'totp', id, deleted: true })
}

function renew(call: Call): Answer {
  const { id, codes, createdAt, updatedAt } = renewBackupCodes(call.world, requireUser(call))
  return withClient(call, { object: 'backup_code', id, codes: [...codes], created_at: createdAt, updated_at: updatedAt })
}

const totpJson = ({ id, verified, createdAt, updatedAt }: Totp): TOTPJSON => ({ object: 'totp', id, verified, created_at: createdAt, updated_at: updatedAt })
