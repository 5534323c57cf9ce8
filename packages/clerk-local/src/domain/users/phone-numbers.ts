import { ApiError, fieldError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import { isClaimed } from '../../store/identifications.ts'
import type { PhoneNumber, User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { refuseRestricted } from '../sign-ups/restrictions.ts'
import { alreadyProven, enterCode, sendCode, strange } from '../verification/codes.ts'
import { refuseLastIdentification } from './identifications.ts'
import { phoneNumberOf } from './phone-format.ts'
import { findUser, touchUser } from './users.ts'

/** Refuses what is no number, and one that somebody has. */
export function newPhone(world: World, typed: string, verified: boolean): PhoneNumber {
  const number = phoneNumberOf(typed)
  if (findUser(world, number)) throw fieldError('form_identifier_exists', 'That phone number is taken. Please try another.', 'phone_number')
  return { id: newId('idn'), number, verified, reserved: false, verification: null, reservedForSecondFactor: false, defaultSecondFactor: false, linkedTo: [], createdAt: world.clock.now() }
}

/** Adds a number that its owner has yet to prove. Refuses one that may not sign up here. */
export function addPhone(world: World, user: User, typed: string): PhoneNumber {
  if (!world.settings.attributes.phoneNumber.enabled) throw fieldError('form_param_unknown', 'phone_number is not a valid parameter for this request.', 'phone_number')
  const phone = newPhone(world, typed, false)
  refuseRestricted(world, phone.number)
  touchUser(world, user, { phones: [...user.phones, phone] })
  return phone
}

export function phoneOf(user: User, id: string): PhoneNumber {
  const phone = user.phones.find((each) => each.id === id)
  if (!phone) throw notFound('Phone number')
  return phone
}

/** Sends a code. Refuses other ways, and to prove what is proven. */
export function preparePhone(world: World, user: User, { id, number, verified }: PhoneNumber, strategy: string): void {
  if (verified) throw alreadyProven()
  if (strategy !== 'phone_code') throw strange(strategy)
  const verification = sendCode(world, { to: number, channel: 'sms', kind: 'Your verification code', userId: user.id }, 'phone_code')
  touchUser(world, user, { phones: changed(user, id, { verification }) })
}

export function attemptPhone(world: World, user: User, phone: PhoneNumber, code: string | undefined): void {
  const { verification, refusal } = enterCode(world, phone.verification, code)
  const phones = changed(user, phone.id, { verification, verified: phone.verified || refusal === null })
  touchUser(world, user, { phones, primaryPhoneId: refusal === null ? (user.primaryPhoneId ?? phone.id) : user.primaryPhoneId })
  if (refusal) throw refusal
}

export interface PhoneChange {
  readonly reserved?: boolean | undefined
  /** Whether the form asks it first, of those that are reserved. */
  readonly makeDefault?: boolean | undefined
}

/** Takes a proven number as a second factor, or no longer. Refuses the only thing by which the user can begin to sign in. */
export function changePhone(world: World, user: User, phone: PhoneNumber, { reserved = phone.reservedForSecondFactor, makeDefault }: PhoneChange): void {
  if ((reserved || makeDefault) && !phone.verified)
    throw new ApiError(400, 'identification_update_second_factor_unverified', 'Update failed', {}, 'Cannot update second factor attributes for unverified identification')
  if (makeDefault === false && phone.defaultSecondFactor && reserved)
    throw fieldError('form_disable_default_second_factor_not_allowed', 'The default second factor method can only be changed by assigning another method as the default.', 'default_second_factor')
  if (makeDefault && !reserved) throw fieldError('form_param_value_invalid', 'Only a phone number that is reserved for it can be the default second factor.', 'default_second_factor')
  if (reserved && !phone.reservedForSecondFactor && !isNamedBeside(user, phone))
    throw new ApiError(400, 'identification_update_failed', 'Update failed', {}, 'You cannot set your last identification as second factor.')
  const phones = changed(user, phone.id, { reservedForSecondFactor: reserved })
  touchUser(world, user, { phones: makeDefault ? phones.map((each) => ({ ...each, defaultSecondFactor: each.id === phone.id })) : phones })
}

/** Whether something else can begin a sign-in of theirs. */
const isNamedBeside = ({ emails, phones, username }: User, phone: PhoneNumber): boolean =>
  username !== null || emails.some(isClaimed) || phones.some((each) => each.id !== phone.id && isClaimed(each) && !each.reservedForSecondFactor)

/** Removes a number; refuses the last thing by which the user can sign in. */
export function removePhone(world: World, user: User, phone: PhoneNumber): void {
  const phones = phonesWithout(user, phone)
  if (isClaimed(phone)) refuseLastIdentification(world, { ...user, phones })
  const next = phones.find(isClaimed)?.id ?? null
  touchUser(world, user, { phones, ...(user.primaryPhoneId === phone.id && { primaryPhoneId: next }) })
}

export const phonesWithout = ({ phones }: User, { id }: PhoneNumber): PhoneNumber[] => phones.filter((phone) => phone.id !== id)

const changed = ({ phones }: User, id: string, change: Partial<PhoneNumber>): PhoneNumber[] => phones.map((phone) => (phone.id === id ? { ...phone, ...change } : phone))
