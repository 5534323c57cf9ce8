import type { SessionVerificationJSON } from '@clerk/shared/types'
import { isProven } from '../domain/users/passkeys-of-users.ts'
import { userById } from '../domain/users/users.ts'
import type { Reverification, Session } from '../store/rows/session.ts'
import type { User } from '../store/rows/user.ts'
import type { World } from '../world.ts'
import { sessionJson } from './session.ts'
import { verificationJson } from './verification.ts'
import { sent } from './wire.ts'

/** A session that is being verified anew, with the ways in which its user can do that. */
export function reverificationJson(world: World, session: Session, { status, level, firstFactor, secondFactor }: Reverification, origin: string | undefined): SessionVerificationJSON {
  const user = userById(world, session.userId)
  return sent<SessionVerificationJSON>({
    object: 'session_verification',
    status,
    level,
    session: sessionJson(world, session, origin),
    first_factor_verification: verificationJson(firstFactor),
    second_factor_verification: verificationJson(secondFactor),
    supported_first_factors: firstFactors(user),
    supported_second_factors: secondFactors(user),
  })
}

function firstFactors(user: User) {
  return [
    ...(user.password === null && user.passwordDigest === null ? [] : [{ strategy: 'password' as const }]),
    ...user.emails
      .filter(({ verified }) => verified)
      .map(({ id, address }) => ({ strategy: 'email_code' as const, email_address_id: id, safe_identifier: address.replace(/^(.).*(@.*)$/, '$1***$2'), primary: id === user.primaryEmailId })),
    ...user.phones
      .filter(({ verified, reservedForSecondFactor }) => verified && !reservedForSecondFactor)
      .map((phone) => ({ ...phoneFactor(phone), primary: phone.id === user.primaryPhoneId })),
    ...(user.passkeys.some(isProven) ? [{ strategy: 'passkey' as const }] : []),
  ]
}

function secondFactors(user: User) {
  return [
    ...(user.totp?.verified ? [{ strategy: 'totp' as const }] : []),
    ...user.phones
      .filter(({ verified, reservedForSecondFactor }) => verified && reservedForSecondFactor)
      .map((phone) => ({ ...phoneFactor(phone), default: phone.defaultSecondFactor })),
    ...(user.backupCodes && user.backupCodes.codes.length > 0 ? [{ strategy: 'backup_code' as const }] : []),
  ]
}

const phoneFactor = ({ id, number }: User['phones'][number]) => ({ strategy: 'phone_code' as const, phone_number_id: id, safe_identifier: `${number.slice(0, 2)} *** ${number.slice(-4)}` })
