import type { Settings } from '../../instance/settings.ts'
import type { SignUp } from '../../store/rows/sign-up.ts'
import type { World } from '../../world.ts'

/** The fields of a sign-up as they travel. */
export type Field = 'email_address' | 'phone_number' | 'username' | 'password' | 'first_name' | 'last_name'

const FIELDS: readonly (readonly [Field, keyof Settings['attributes'], keyof SignUp])[] = [
  ['email_address', 'emailAddress', 'emailAddress'],
  ['phone_number', 'phoneNumber', 'phoneNumber'],
  ['username', 'username', 'username'],
  ['password', 'password', 'password'],
  ['first_name', 'firstName', 'firstName'],
  ['last_name', 'lastName', 'lastName'],
]

export const isEnabled = ({ settings }: World, field: Field): boolean => FIELDS.some(([name, attribute]) => name === field && settings.attributes[attribute].enabled)

export const requiredFields = ({ settings }: World): Field[] => FIELDS.filter(([, attribute]) => settings.attributes[attribute].enabled && settings.attributes[attribute].required).map(([name]) => name)

export const optionalFields = ({ settings }: World): Field[] => FIELDS.filter(([, attribute]) => settings.attributes[attribute].enabled && !settings.attributes[attribute].required).map(([name]) => name)

/** What is still asked for. Who comes from a provider needs no password; where nothing identifies, one of what could does. */
export function missingFields(world: World, signUp: SignUp): (Field | 'legal_accepted')[] {
  const missing: (Field | 'legal_accepted')[] = requiredFields(world).filter((field) => !given(signUp, field) && !(field === 'password' && signUp.externalAccount !== null))
  const named = signUp.emailAddress ?? signUp.phoneNumber ?? signUp.username
  if (named === null && !missing.some((field) => ['email_address', 'phone_number', 'username'].includes(field)))
    missing.unshift(...FIELDS.slice(0, 3).map(([field]) => field).filter((field) => isEnabled(world, field)).slice(0, 1))
  if (world.settings.legalConsent.enabled && signUp.legalAcceptedAt === null) missing.push('legal_accepted')
  return missing
}

/** Addresses that were given and have yet to be proven. */
export function unverifiedFields({ settings }: World, signUp: SignUp): ('email_address' | 'phone_number')[] {
  const { emailAddress, phoneNumber } = settings.attributes
  return [
    ...(signUp.emailAddress !== null && emailAddress.verifyAtSignUp && signUp.email?.status !== 'verified' ? (['email_address'] as const) : []),
    ...(signUp.phoneNumber !== null && phoneNumber.verifyAtSignUp && signUp.phone?.status !== 'verified' ? (['phone_number'] as const) : []),
  ]
}

function given(signUp: SignUp, field: Field): boolean {
  const property = FIELDS.find(([name]) => name === field)?.[2]
  const value = property && signUp[property]
  return value !== null && value !== ''
}
