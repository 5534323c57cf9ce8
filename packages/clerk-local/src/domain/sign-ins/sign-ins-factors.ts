import { createHmac } from 'node:crypto'
import { providersOf } from '../../instance/providers.ts'
import { isClaimed } from '../../store/identifications.ts'
import type { SignIn } from '../../store/rows/sign-in.ts'
import type { User } from '../../store/rows/user.ts'
import type { Strategy } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { isSecondFactor } from '../users/second-factors.ts'
import { invalidStrategy } from './sign-ins-errors.ts'

/** A way to prove who one is; an address or a number is masked unless the person has typed it. */
export type Factor =
  | { readonly strategy: 'email_code' | 'email_link' | 'reset_password_email_code'; readonly emailAddressId: string; readonly safeIdentifier: string; readonly primary: boolean }
  | { readonly strategy: 'phone_code' | 'reset_password_phone_code'; readonly phoneNumberId: string; readonly safeIdentifier: string; readonly primary: boolean; readonly default?: boolean }
  | { readonly strategy: Exclude<Strategy, 'email_code' | 'email_link' | 'phone_code' | 'reset_password_email_code' | 'reset_password_phone_code'> }

/** What the person may begin with. */
export function firstFactors(world: World, { userId, identifier }: SignIn): Factor[] {
  const user = userId === null ? undefined : world.store.users.get(userId)
  if (identifier !== null && (!user || world.settings.enumerationProtection)) return blindFactors(world, identifier, user)
  if (!user) return []
  const { attributes, passkeys } = world.settings
  const withPassword = attributes.password.enabled && hasPassword(user)
  const emails = user.emails.filter(isClaimed).map(({ id, address }) => ({ emailAddressId: id, safeIdentifier: masked(address, identifier), primary: id === user.primaryEmailId }))
  const phones = user.phones
    .filter((phone) => isClaimed(phone) && !isSecondFactor(phone))
    .map(({ id, number }) => ({ phoneNumberId: id, safeIdentifier: masked(number, identifier), primary: id === user.primaryPhoneId }))
  return [
    ...(withPassword ? [{ strategy: 'password' as const }] : []),
    ...(passkeys && user.passkeys.some(({ verification }) => verification?.status === 'verified') ? [{ strategy: 'passkey' as const }] : []),
    ...emailStrategies(world).flatMap((strategy) => emails.map((email) => ({ strategy, ...email }))),
    ...(phoneCodes(world) ? phones.map((phone) => ({ strategy: 'phone_code' as const, ...phone })) : []),
    ...(withPassword ? emails.map((email) => ({ strategy: 'reset_password_email_code' as const, ...email })) : []),
    ...(withPassword && phoneCodes(world) ? phones.map((phone) => ({ strategy: 'reset_password_phone_code' as const, ...phone })) : []),
    ...user.externalAccounts.filter(({ provider }) => providersOf(world.settings).includes(provider)).map(({ provider }) => ({ strategy: `oauth_${provider}` as Factor['strategy'] }) as Factor), // a provider's name is all that is left open
  ]
}

/** What the person may go on with; none where the first factor is enough. */
export function secondFactors(user: User): Factor[] {
  const phones = user.phones
    .filter(isSecondFactor)
    .toSorted((left, right) => Number(right.defaultSecondFactor) - Number(left.defaultSecondFactor))
    .map(({ id, number, defaultSecondFactor }) => ({ strategy: 'phone_code' as const, phoneNumberId: id, safeIdentifier: masked(number, null), primary: id === user.primaryPhoneId, default: defaultSecondFactor }))
  const factors: Factor[] = [...(user.totp?.verified ? [{ strategy: 'totp' as const }] : []), ...phones]
  const backup = factors.length > 0 && user.backupCodes !== null && user.backupCodes.codes.length > 0
  return backup ? [...factors, { strategy: 'backup_code' }] : factors
}

/** The factor of that strategy and, where one is named, of that address or number. Throws `refusal` where there is none. */
export function factorFor(factors: readonly Factor[], strategy: string | undefined, id: string | undefined, refusal = invalidStrategy()): Factor {
  const fitting = factors.filter((factor) => factor.strategy === strategy && (id === undefined || idOf(factor) === id))
  const [factor] = fitting.filter((each) => 'primary' in each && (each.primary || ('default' in each && each.default))).concat(fitting)
  if (factor) return factor
  throw refusal
}

export const idOf = (factor: Factor): string | undefined => ('emailAddressId' in factor ? factor.emailAddressId : 'phoneNumberId' in factor ? factor.phoneNumberId : undefined)

export const hasPassword = ({ password, passwordDigest }: User): boolean => password !== null || passwordDigest !== null

/** What would be offered whether or not somebody has the identifier: it must not tell. */
function blindFactors(world: World, identifier: string, user: User | undefined): Factor[] {
  const password: Factor[] = world.settings.attributes.password.enabled ? [{ strategy: 'password' }] : []
  if (identifier.includes('@')) {
    const email = { emailAddressId: user?.emails.find(({ address }) => address === identifier)?.id ?? blindId(world, identifier), safeIdentifier: identifier, primary: true }
    return [...password, ...emailStrategies(world).map((strategy) => ({ strategy, ...email })), ...password.map(() => ({ strategy: 'reset_password_email_code' as const, ...email }))]
  }
  if (!identifier.startsWith('+') || !phoneCodes(world)) return password
  const phone = { phoneNumberId: user?.phones.find(({ number }) => number === identifier)?.id ?? blindId(world, identifier), safeIdentifier: identifier, primary: true }
  return [...password, { strategy: 'phone_code', ...phone }, ...password.map(() => ({ strategy: 'reset_password_phone_code' as const, ...phone }))]
}

/** Spelled like any other id, and the same each time, as an id is. */
const blindId = ({ instance }: World, identifier: string): string =>
  `idn_${createHmac('sha256', instance.secretKey).update(identifier).digest('base64').replace(/[^A-Za-z0-9]/g, '').padEnd(27, '0').slice(0, 27)}`

function emailStrategies({ settings }: World): readonly ('email_code' | 'email_link')[] {
  const { enabled, signIn, strategies } = settings.attributes.emailAddress
  return enabled && signIn ? strategies : []
}

const phoneCodes = ({ settings }: World): boolean => settings.attributes.phoneNumber.enabled && settings.attributes.phoneNumber.signIn

function masked(identifier: string, typed: string | null): string {
  if (identifier === typed) return identifier
  if (identifier.includes('@')) return identifier.replace(/^(.).*(@.*)$/, '$1***$2')
  return `${identifier.slice(0, 2)}*****${identifier.slice(-4)}`
}
