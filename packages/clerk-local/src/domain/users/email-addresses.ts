import { fieldError, notFound } from '../../http/api-error.ts'
import { isClaimed } from '../../store/identifications.ts'
import type { EmailAddress, User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { refuseRestricted } from '../sign-ups/restrictions.ts'
import { alreadyProven, enterCode, sendCode, strange } from '../verification/codes.ts'
import { sendLink } from '../verification/email-links.ts'
import { refuseLastIdentification } from './identifications.ts'
import { checkEmail, newEmail, touchUser } from './users.ts'

/** Adds an address that its owner has yet to prove. Refuses one that may not sign up here. */
export function addEmail(world: World, user: User, address: string): EmailAddress {
  if (!world.settings.attributes.emailAddress.enabled) throw fieldError('form_param_unknown', 'email_address is not a valid parameter for this request.', 'email_address')
  checkEmail(address)
  refuseRestricted(world, address.toLowerCase())
  const email = newEmail(world, address, false)
  touchUser(world, user, { emails: [...user.emails, email] })
  return email
}

export function emailOf(user: User, id: string): EmailAddress {
  const email = user.emails.find((each) => each.id === id)
  if (!email) throw notFound('Email address')
  return email
}

/** Sends a code, or a link that leads to the app's page. Refuses other ways, and to prove what is proven. */
export function prepareEmail(world: World, user: User, { id, address, verified }: EmailAddress, strategy: string, redirectUrl: string | undefined): void {
  if (verified) throw alreadyProven()
  if (strategy !== 'email_code' && strategy !== 'email_link') throw strange(strategy)
  const letter = { to: address, userId: user.id }
  const verification =
    strategy === 'email_link'
      ? sendLink(world, { ...letter, kind: 'Your verification link', slug: 'magic_link_user_profile', purpose: { kind: 'email_address', userId: user.id, emailAddressId: id }, redirectUrl })
      : sendCode(world, { ...letter, kind: 'Your verification code' }, 'email_code')
  changeEmail(world, user, id, { verification })
}

export function attemptEmail(world: World, user: User, email: EmailAddress, code: string | undefined): void {
  const { verification, refusal } = enterCode(world, email.verification, code)
  changeEmail(world, user, email.id, { verification, verified: email.verified || refusal === null })
  if (refusal) throw refusal
  if (user.primaryEmailId === null) touchUser(world, user, { primaryEmailId: email.id })
}

/** Removes an address; refuses the last thing by which the user can sign in. */
export function removeEmail(world: World, user: User, email: EmailAddress): void {
  const emails = user.emails.filter(({ id }) => id !== email.id)
  if (isClaimed(email)) refuseLastIdentification(world, { ...user, emails })
  const next = emails.find(isClaimed)?.id ?? null
  touchUser(world, user, { emails, primaryEmailId: user.primaryEmailId === email.id ? next : user.primaryEmailId })
}

export function changeEmail(world: World, user: User, id: string, change: Partial<EmailAddress>): void {
  touchUser(world, user, { emails: user.emails.map((email) => (email.id === id ? { ...email, ...change } : email)) })
}
