import type { PhoneNumber, User } from '../../store/rows/user.ts'

type Factors = Pick<User, 'totp' | 'phones' | 'backupCodes' | 'mfaEnabledAt' | 'mfaDisabledAt'>

/** Whether a sign-in of theirs asks for more than the first factor. */
export const hasSecondFactor = ({ totp, phones }: Pick<User, 'totp' | 'phones'>): boolean => totp?.verified === true || phones.some(isSecondFactor)

export const isSecondFactor = ({ verified, reservedForSecondFactor }: PhoneNumber): boolean => verified && reservedForSecondFactor

/**
 * What follows for second factors from a change of a user, whoever made it: only a proven number is one, one of them is the
 * default, and backup codes go with the last factor. Both times stay, as Clerk has them: when second factors were last
 * taken up and last given up.
 */
export function settledFactors(before: Factors, after: Factors, now: number): Factors {
  const had = hasSecondFactor(before)
  const has = hasSecondFactor(after)
  return {
    totp: after.totp,
    phones: settledPhones(after.phones),
    backupCodes: had && !has ? null : after.backupCodes,
    mfaEnabledAt: has && !had ? now : after.mfaEnabledAt,
    mfaDisabledAt: had && !has ? now : after.mfaDisabledAt,
  }
}

function settledPhones(phones: readonly PhoneNumber[]): PhoneNumber[] {
  const factors = phones.filter(isSecondFactor)
  const chosen = factors.find(({ defaultSecondFactor }) => defaultSecondFactor) ?? factors[0]
  return phones.map((phone) => ({ ...phone, reservedForSecondFactor: isSecondFactor(phone), defaultSecondFactor: phone === chosen }))
}
