import { ApiError, fieldError } from '../../http/api-error.ts'
import type { SignUp } from '../../store/rows/sign-up.ts'
import type { World } from '../../world.ts'
import { checkRoom } from '../organizations/organization-members.ts'
import { invitationOfTicket } from '../organizations/organization-invitations.ts'
import { checkUsername } from '../users/usernames.ts'
import { findUser } from '../users/users.ts'
import { invitationByTicket } from './invitations.ts'

/** Refuses, before anything is created, a sign-up that may not end in a user: however it began, and whatever has happened since. */
export function checkAdmission(world: World, signUp: SignUp): void {
  refuseTaken(world, signUp)
  refuseUninvited(world, signUp.ticket)
  if (signUp.ticket !== null) checkInvitation(world, signUp.ticket, signUp)
}

/** Refuses whoever comes without an invitation where one is needed. */
export function refuseUninvited({ settings }: World, ticket: string | null): void {
  if (ticket !== null) return
  if (settings.signUpMode === 'restricted') throw new ApiError(403, 'sign_up_mode_restricted', 'Sign ups are restricted to invited users.', {}, 'Sign ups are currently restricted. Contact the administrator to be invited.')
  if (settings.signUpMode === 'waitlist') throw new ApiError(403, 'sign_up_restricted_waitlist', 'Sign ups are restricted to people on the waitlist.', {}, 'Sign ups are currently unavailable. Join the waitlist to get access.')
}

/** Somebody may have signed up with it in the meantime, or before, where that is nobody's business. */
export function refuseTaken(world: World, { emailAddress, phoneNumber, username }: SignUp): void {
  if (emailAddress !== null && findUser(world, emailAddress)) throw fieldError('form_identifier_exists', 'That email address is taken. Please try another.', 'email_address')
  if (phoneNumber !== null && findUser(world, phoneNumber)) throw fieldError('form_identifier_exists', 'That phone number is taken. Please try another.', 'phone_number')
  if (username !== null) checkUsername(world, username)
}

/** An invitation lets in the address that it went to, while it is open and there is room. */
function checkInvitation(world: World, ticket: string, { emailAddress }: SignUp): void {
  const toOrganization = invitationOfTicket(world, ticket)
  const organization = toOrganization && world.store.organizations.get(toOrganization.organizationId)
  if (toOrganization && !organization) throw new ApiError(400, 'organization_invitation_to_deleted_organization', 'This invitation refers to an organization that has been deleted.')
  if (organization) checkRoom(organization, world.store.memberships.count('organization', organization.id) + 1)
  if ((toOrganization ?? invitationByTicket(world, ticket)).emailAddress !== emailAddress) throw notInvited()
}

export const notInvited = (): ApiError => fieldError('form_param_value_invalid', 'The invitation is for another email address.', 'email_address')
