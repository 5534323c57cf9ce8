import type { World } from '../world.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import type { EmailAddress, User } from '../store/entities.ts'
import { enterCode, sendCode } from './codes.ts'
import { checkEmail, newEmail, touchUser } from './users.ts'

/** Adds an address that its owner has yet to prove. */
export function addEmail(world: World, user: User, address: string): EmailAddress {
  checkEmail(address)
  const email = newEmail(world, address, false)
  touchUser(world, user, { emails: [...user.emails, email] })
  return email
}

export function emailOf(user: User, id: string): EmailAddress {
  const email = user.emails.find((each) => each.id === id)
  if (!email) throw notFound('Email address')
  return email
}

export function prepareEmail(world: World, email: EmailAddress): void {
  email.pending = sendCode(world, email.address, 'Your verification code', 'email_code')
}

export function attemptEmail(world: World, user: User, email: EmailAddress, code: string | undefined): void {
  enterCode(world, email.pending ?? null, code)
  Object.assign(email, { verified: true, pending: null })
  touchUser(world, user, { primaryEmailId: user.primaryEmailId ?? email.id })
}

/** Removes an address; the last proven one stays, or nobody could sign in. */
export function removeEmail(world: World, user: User, email: EmailAddress): void {
  const emails = user.emails.filter((each) => each !== email)
  const next = emails.find(({ verified }) => verified)
  if (!next) throw new ApiError(422, 'last_required_identification_deletion_failed', 'You cannot delete your last email address.')
  touchUser(world, user, { emails, primaryEmailId: user.primaryEmailId === email.id ? next.id : user.primaryEmailId })
}
