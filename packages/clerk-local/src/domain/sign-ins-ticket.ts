import { ApiError } from '../http/api-error.ts'
import type { Client } from '../store/rows/client.ts'
import type { SignIn } from '../store/rows/sign-in.ts'
import type { User } from '../store/rows/user.ts'
import type { World } from '../world.ts'
import { proven } from './codes.ts'
import { acceptOrganizationInvitation, invitationOfTicket } from './organization-invitations.ts'
import { complete, ownerOf, refuseSecondSession, refuseSignedIn } from './sign-ins.ts'
import { findUser, primaryEmail, userById } from './users.ts'

/**
 * Signs in by a ticket: a token that the Backend API gave out, which works once, or an invitation into an organization,
 * which is accepted with that. A ticket proves enough by itself; no second factor is asked for.
 */
export function attemptTicket(world: World, signIn: SignIn, client: Client, ticket: string): void {
  const [kept] = world.store.tickets.by('token', ticket)
  if (!kept) return attemptInvitation(world, signIn, client, ticket)
  if (kept.status === 'revoked') throw new ApiError(400, 'sign_in_token_revoked_code', 'This ticket has been revoked.')
  if (kept.status !== 'pending') throw new ApiError(400, 'ticket_invalid_code', 'This ticket is invalid.')
  if (world.clock.now() > kept.expireAt) throw new ApiError(400, 'ticket_expired_code', 'This ticket has expired.')
  const user = userById(world, kept.userId)
  // Whoever takes on another's account does so from their own session.
  if (kept.kind !== 'actor') refuseOther(world, client, user)
  name(world, signIn, user)
  world.store.tickets.update(kept, { status: 'accepted', updatedAt: world.clock.now() })
  const { sessionSeconds, actor, organizationId } = kept
  complete(world, signIn, client, user, { actor, ...(organizationId !== null && { organizationId }), ...(sessionSeconds !== null && { expireAt: world.clock.now() + sessionSeconds * 1000 }) })
}

function attemptInvitation(world: World, signIn: SignIn, client: Client, ticket: string): void {
  const invitation = invitationOfTicket(world, ticket)
  if (!invitation) throw new ApiError(400, 'ticket_invalid_code', 'This ticket is invalid.')
  const user = findUser(world, invitation.emailAddress)
  if (!user) throw new ApiError(422, 'invitation_account_not_exists', 'There is no account for this invitation yet. Sign up instead.')
  refuseOther(world, client, user)
  name(world, signIn, user)
  const { organizationId } = acceptOrganizationInvitation(world, ticket, user)
  complete(world, signIn, client, user, { organizationId })
}

function refuseOther(world: World, client: Client, user: User): void {
  refuseSecondSession(world, client)
  refuseSignedIn(world, client, user)
}

function name(world: World, signIn: SignIn, user: User): void {
  world.store.signIns.update(signIn, { identifier: primaryEmail(user), userId: user.id, firstFactor: proven(world, 'ticket') })
  ownerOf(world, signIn)
}
