import { fieldError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { PhoneNumber, User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { enterCode, sendCode } from '../verification/codes.ts'
import { refuseLastIdentification } from './identifications.ts'
import { changeFactors } from './mfa.ts'
import { phoneNumberOf } from './phone-format.ts'
import { findUser, touchUser } from './users.ts'

/** Refuses what is no number, and one that somebody has. */
export function newPhone(world: World, typed: string, verified: boolean): PhoneNumber {
  const number = phoneNumberOf(typed)
  if (findUser(world, number)) throw fieldError('form_identifier_exists', 'That phone number is taken. Please try another.', 'phone_number')
  return { id: newId('idn'), number, verified, verification: null, reservedForSecondFactor: false, defaultSecondFactor: false, linkedTo: [], createdAt: world.clock.now() }
}

/** Adds a number that its owner has yet to prove. */
export function addPhone(world: World, user: User, typed: string): PhoneNumber {
  if (!world.settings.attributes.phoneNumber.enabled) throw fieldError('form_param_unknown', 'phone_number is not a valid parameter for this request.', 'phone_number')
  const phone = newPhone(world, typed, false)
  touchUser(world, user, { phones: [...user.phones, phone] })
  return phone
}

export function phoneOf(user: User, id: string): PhoneNumber {
  const phone = user.phones.find((each) => each.id === id)
  if (!phone) throw notFound('Phone number')
  return phone
}

export function preparePhone(world: World, user: User, { id, number }: PhoneNumber): void {
  const verification = sendCode(world, { to: number, channel: 'sms', kind: 'Your verification code', userId: user.id }, 'phone_code')
  touchUser(world, user, { phones: changed(user, id, { verification }) })
}

export function attemptPhone(world: World, user: User, phone: PhoneNumber, code: string | undefined): void {
  const { verification, refusal } = enterCode(world, phone.verification, code)
  const phones = changed(user, phone.id, { verification, verified: phone.verified || refusal === null })
  touchUser(world, user, { phones, primaryPhoneId: refusal === null ? (user.primaryPhoneId ?? phone.id) : user.primaryPhoneId })
  if (refusal) throw refusal
}

/** Takes a proven number as a second factor, or no longer; the default is the one that the form asks first. */
export function changePhone(world: World, user: User, phone: PhoneNumber, change: { readonly reserved?: boolean | undefined; readonly makeDefault?: boolean | undefined }): void {
  if ((change.reserved || change.makeDefault) && !phone.verified) throw fieldError('form_param_value_invalid', 'Only a verified phone number can be a second factor.', 'reserved_for_second_factor')
  const reserved = change.reserved ?? phone.reservedForSecondFactor
  const phones = changed(user, phone.id, { reservedForSecondFactor: reserved, defaultSecondFactor: reserved && (change.makeDefault ?? phone.defaultSecondFactor) })
  changeFactors(world, user, { phones: change.makeDefault ? phones.map((each) => ({ ...each, defaultSecondFactor: each.id === phone.id })) : phones })
}

/** Removes a number; refuses the last thing by which the user can sign in. */
export function removePhone(world: World, user: User, { id }: PhoneNumber): void {
  const phones = user.phones.filter((each) => each.id !== id)
  refuseLastIdentification(world, { ...user, phones })
  const next = phones.find(({ verified }) => verified)?.id ?? null
  changeFactors(world, user, { phones })
  if (user.primaryPhoneId === id) touchUser(world, user, { primaryPhoneId: next })
}

const changed = ({ phones }: User, id: string, change: Partial<PhoneNumber>): PhoneNumber[] => phones.map((phone) => (phone.id === id ? { ...phone, ...change } : phone))
