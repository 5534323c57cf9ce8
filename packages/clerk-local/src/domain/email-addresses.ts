import { ApiError, notFound } from '../http/api-error.ts'
import type { EmailAddress, User } from '../store/rows/user.ts'
import type { World } from '../world.ts'
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

export function prepareEmail(world: World, user: User, { id, address }: EmailAddress): void {
  changeEmail(world, user, id, { verification: sendCode(world, { to: address, kind: 'Your verification code', userId: user.id }, 'email_code') })
}

export function attemptEmail(world: World, user: User, email: EmailAddress, code: string | undefined): void {
  const { verification, refusal } = enterCode(world, email.verification, code)
  changeEmail(world, user, email.id, { verification, verified: email.verified || refusal === null })
  if (refusal) throw refusal
  if (user.primaryEmailId === null) touchUser(world, user, { primaryEmailId: email.id })
}

/** Removes an address; the last proven one stays, or nobody could sign in. */
export function removeEmail(world: World, user: User, email: EmailAddress): void {
  const emails = user.emails.filter(({ id }) => id !== email.id)
  const next = emails.find(({ verified }) => verified)
  if (!next) throw new ApiError(422, 'last_required_identification_deletion_failed', 'You cannot delete your last email address.')
  touchUser(world, user, { emails, primaryEmailId: user.primaryEmailId === email.id ? next.id : user.primaryEmailId })
}

export function changeEmail(world: World, user: User, id: string, change: Partial<EmailAddress>): void {
  touchUser(world, user, { emails: user.emails.map((email) => (email.id === id ? { ...email, ...change } : email)) })
}
