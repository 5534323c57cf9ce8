import { fieldError } from '../../http/api-error.ts'
import type { World } from '../../world.ts'

/** What Clerk counts as special. */
const SPECIAL = /[ !"#$%&'()*+,\-./:;<=>?@[\]^_`{|}~]/

/** Refuses a password that breaks the instance's rules, with Clerk's code for the first that it breaks. */
export function checkPasswordRules({ settings }: World, password: string, field = 'password'): void {
  const { minLength, maxLength, requireSpecialCharacter, requireNumber, requireUppercase, requireLowercase } = settings.password
  if (password.length < minLength) throw fieldError('form_password_length_too_short', `Passwords must be ${minLength} characters or more.`, field)
  if (password.length > maxLength) throw fieldError('form_password_length_too_long', `Passwords must be less than ${maxLength} characters.`, field)
  if (requireSpecialCharacter && !SPECIAL.test(password)) throw fieldError('form_password_no_special_char', 'Passwords must have at least one special character.', field)
  if (requireNumber && !/\d/.test(password)) throw fieldError('form_password_no_number', 'Passwords must have at least one number.', field)
  if (requireUppercase && !/\p{Lu}/u.test(password)) throw fieldError('form_password_no_uppercase', 'Passwords must have at least one uppercase character.', field)
  if (requireLowercase && !/\p{Ll}/u.test(password)) throw fieldError('form_password_no_lowercase', 'Passwords must have at least one lowercase character.', field)
}
