import { fieldError } from '../../http/api-error.ts'
import type { SignUp } from '../../store/rows/sign-up.ts'
import type { World } from '../../world.ts'
import { proven } from '../verification/codes.ts'
import { invitationByTicket } from './invitations.ts'
import { invitationOfTicket } from '../organizations/organization-invitations.ts'
import { findUser } from '../users/users.ts'

/** Lets somebody in by an invitation, to the application or into an organization: it proves the address that it went to. */
export function takeTicket(world: World, signUp: SignUp, ticket: string): void {
  if (signUp.ticket === ticket) return
  const organization = invitationOfTicket(world, ticket)
  const { emailAddress, publicMetadata } = organization ? { emailAddress: organization.emailAddress, publicMetadata: {} } : invitationByTicket(world, ticket)
  if (findUser(world, emailAddress))
    throw fieldError(organization ? 'organization_invitation_identification_already_exists' : 'form_identifier_exists', 'That email address is taken. Please try another.', 'email_address')
  world.store.signUps.update(signUp, { ticket, emailAddress, publicMetadata, email: proven(world, 'ticket') })
}
