import { randomBytes } from 'node:crypto'
import { ApiError, fieldError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { Invitation } from '../../store/rows/invitation.ts'
import type { Metadata } from '../../store/rows/metadata.ts'
import type { World } from '../../world.ts'
import { sendMessage } from '../verification/codes.ts'
import { checkEmail, findUser } from '../users/users.ts'

const DAY_MS = 86_400_000
/** How long an invitation is good where nothing else is asked for. Clerk's default. */
const MONTH_DAYS = 30

export interface NewInvitation {
  readonly emailAddress: string
  readonly publicMetadata?: Metadata | undefined
  readonly redirectUrl?: string | undefined
  readonly expiresInDays?: number | undefined
  /** Invites somebody who has an account or an invitation all the same. */
  readonly ignoreExisting?: boolean | undefined
  /** Sends the email; the default. */
  readonly notify?: boolean | undefined
  readonly slug?: string | undefined
}

/** Invites an address to the application and puts the email with its link into the outbox. */
export function invite(world: World, { emailAddress, publicMetadata = {}, redirectUrl, expiresInDays = MONTH_DAYS, ignoreExisting = false, notify = true, slug = 'invitation' }: NewInvitation): Invitation {
  const address = emailAddress.trim().toLowerCase()
  checkEmail(address)
  checkRedirect(world, redirectUrl)
  if (!ignoreExisting) refuseInvited(world, address)
  const now = world.clock.now()
  const invitation = world.store.invitations.insert({
    id: newId('inv'),
    emailAddress: address,
    status: 'pending',
    publicMetadata,
    redirectUrl: redirectUrl ?? null,
    ticket: randomBytes(32).toString('base64url'),
    expireAt: now + expiresInDays * DAY_MS,
    createdAt: now,
    updatedAt: now,
  })
  if (notify) sendMessage(world, { to: address, kind: 'Your invitation', slug, link: invitationUrl(world, invitation) })
  return invitation
}

/** Invites all of them or, where one may not be, nobody. */
export function inviteAll(world: World, invitations: readonly NewInvitation[]): Invitation[] {
  const seen = new Set<string>()
  for (const { emailAddress, ignoreExisting, redirectUrl } of invitations) {
    const address = emailAddress.trim().toLowerCase()
    checkEmail(address)
    checkRedirect(world, redirectUrl)
    if (ignoreExisting) continue
    if (seen.has(address)) throw alreadyInvited(address)
    refuseInvited(world, address)
    seen.add(address)
  }
  return invitations.map((each) => invite(world, each))
}

function refuseInvited(world: World, address: string): void {
  const pending = world.store.invitations.by('email', address).some((invitation) => statusOf(world, invitation) === 'pending')
  if (pending) throw alreadyInvited(address)
  if (findUser(world, address)) throw new ApiError(422, 'form_identifier_exists', 'That email address is taken. Please try another.', { email_addresses: [address], param_name: 'email_address' })
}

const alreadyInvited = (address: string) =>
  new ApiError(400, 'duplicate_record', 'duplicate invitation', { email_addresses: [address], param_name: 'email_address' }, `There are already pending invitations for the following email addresses: ${address}`)

/** An address, or a path of the app. Where it may lead is looked at when the link is opened. */
function checkRedirect({ settings }: World, redirectUrl: string | undefined): void {
  if (redirectUrl === undefined || (URL.canParse(redirectUrl, settings.appOrigin) && !/^(javascript|data|vbscript):/i.test(redirectUrl.trim()))) return
  throw fieldError('form_param_format_invalid', 'redirect_url must be a valid url.', 'redirect_url')
}

/** Where the email's link leads: to the stand-in, which sends the browser on to the application's sign-up with the ticket. */
export const invitationUrl = ({ url, instance }: World, { ticket }: Invitation): string => `${url}/i/${instance.name}/v1/tickets/accept?ticket=${ticket}`

/** What has become of it by now. */
export function statusOf(world: World, { status, expireAt }: Invitation): Invitation['status'] | 'expired' {
  return status === 'pending' && expireAt <= world.clock.now() ? 'expired' : status
}

/** The invitation of a ticket; refuses what was accepted, revoked or has expired, as Clerk does. */
export function invitationByTicket(world: World, ticket: string): Invitation {
  const [invitation] = world.store.invitations.by('ticket', ticket)
  if (!invitation) throw new ApiError(400, 'ticket_invalid_code', 'Ticket is invalid.')
  const status = statusOf(world, invitation)
  if (status === 'expired') throw new ApiError(400, 'ticket_expired_code', 'Ticket has expired.')
  if (status === 'accepted') throw new ApiError(400, 'invitation_already_accepted', 'This invitation has already been accepted.')
  if (status === 'revoked') throw new ApiError(400, 'invitation_revoked', 'This invitation has been revoked.')
  return invitation
}

/** Marks it as used, and the waitlist's entry behind it as done. */
export function acceptInvitation(world: World, invitation: Invitation): void {
  const { invitations, waitlistEntries } = world.store
  const updatedAt = world.clock.now()
  invitations.update(invitation, { status: 'accepted', updatedAt })
  for (const entry of waitlistEntries.by('email', invitation.emailAddress))
    if (entry.invitationId === invitation.id) waitlistEntries.update(entry, { status: 'completed', updatedAt })
}

/** Makes the link unusable. Refuses one that was accepted or revoked. */
export function revokeInvitation(world: World, invitation: Invitation): Invitation {
  if (statusOf(world, invitation) === 'pending' || statusOf(world, invitation) === 'expired')
    return world.store.invitations.update(invitation, { status: 'revoked', updatedAt: world.clock.now() })
  throw new ApiError(400, `invitation_already_${invitation.status}`, `This invitation has already been ${invitation.status}.`)
}

/** Removes it and the emails in which its address was invited, as a request to erase one's data asks for. */
export function deleteInvitation({ store }: World, { id, emailAddress, ticket }: Invitation): void {
  for (const message of store.messages.values()) if (message.to === emailAddress && message.link?.endsWith(ticket)) store.messages.remove(message.id)
  store.invitations.remove(id)
}

export function invitationById(world: World, id: string): Invitation {
  const invitation = world.store.invitations.get(id)
  if (!invitation) throw notFound(`Invitation ${id}`)
  return invitation
}
