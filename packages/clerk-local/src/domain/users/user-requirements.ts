import { ApiError, fieldError } from '../../http/api-error.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'

/** Refuses a new user whom nothing names. A server may leave out what the sign-up form would ask for, but not everything. */
export function checkIdentified({ settings }: World, { emails = [], phones = [], username }: Partial<User>): void {
  if (emails.length > 0 || phones.length > 0 || username) return
  const { emailAddress, phoneNumber } = settings.attributes
  const field = emailAddress.enabled ? 'email_address' : phoneNumber.enabled ? 'phone_number' : 'username'
  throw fieldError('form_data_missing', `${field} must be included.`, field)
}

/** Refuses a new user without the password that the instance requires, unless the server says that it is to be so. */
export function checkPasswordGiven({ settings }: World, { password, passwordDigest }: Partial<User>, skipped: boolean): void {
  const { enabled, required } = settings.attributes.password
  if (!enabled || !required || skipped || password || passwordDigest) return
  throw new ApiError(422, 'form_data_missing', 'missing data', { param_names: ['password'] }, '["password"] data doesn\'t match user requirements set for this instance')
}
