import { fieldError } from '../../http/api-error.ts'
import type { World } from '../../world.ts'
import { findUser } from './users.ts'

/** Refuses a username that the instance's rules do not allow, or that somebody else has; `own` is whose it may be. */
export function checkUsername(world: World, username: string, own?: string): void {
  const { minLength, maxLength } = world.settings.username
  if (username.length < minLength || username.length > maxLength)
    throw fieldError('form_username_invalid_length', `Your username must be between ${minLength} and ${maxLength} characters long.`, 'username')
  if (!/^[a-z0-9_-]+$/i.test(username)) throw fieldError('form_username_invalid_character', 'Username can only contain letters, numbers and \'_\' or \'-\'.', 'username')
  if (/^\d+$/.test(username)) throw fieldError('form_username_needs_non_number_char', 'Username must contain one non-number character.', 'username')
  const other = findUser(world, username)
  if (other && other.id !== own) throw fieldError('form_identifier_exists', 'That username is taken. Please try another.', 'username')
}
