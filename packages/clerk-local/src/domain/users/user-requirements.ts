import { fieldError } from '../../http/api-error.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'

/** Refuses a new user whom nothing names. A server may leave out what the sign-up form would ask for, but not everything. */
export function checkIdentified({ settings }: World, { emails = [], phones = [], username }: Partial<User>): void {
  if (emails.length > 0 || phones.length > 0 || username) return
  const { emailAddress, phoneNumber } = settings.attributes
  const field = emailAddress.enabled ? 'email_address' : phoneNumber.enabled ? 'phone_number' : 'username'
  throw fieldError('form_data_missing', `${field} must be included.`, field)
}
