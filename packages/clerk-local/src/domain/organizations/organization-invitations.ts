import { randomBytes } from 'node:crypto'
import { ApiError, fieldError } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import { isClaimed } from '../../store/identifications.ts'
import type { Membership, Organization, OrganizationInvitation } from '../../store/rows/organization.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { sendMessage } from '../verification/codes.ts'
import { alreadyAMember, alreadyInvited, invitationNotFound, invitationNotPending } from './organization-errors.ts'
import { checkRoom, join } from './organization-members.ts'
import { roleBy } from './organization-roles.ts'
import { membershipOf } from './organizations.ts'
import { rolesOf } from './role-sets.ts'
import { checkEmail, findUser } from '../users/users.ts'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30

export interface NewInvitation {
  readonly emailAddress: string
  readonly role: string | undefined
  readonly inviterId?: string | null | undefined
  readonly expiresInDays?: number | undefined
  /** Where the link leads, as an address or as a path of the app. */
  readonly redirectUrl?: string | undefined
  readonly publicMetadata?: Readonly<Record<string, unknown>> | undefined
  readonly privateMetadata?: Readonly<Record<string, unknown>> | undefined
}

/** Invites all of them or, where one is refused, none; each gets an email with a link. `origin` is the app's, as far as it is known. */
export function invite(world: World, organization: Organization, wanted: readonly NewInvitation[], origin: string | undefined): OrganizationInvitation[] {
  const all = wanted.map((each) => ({ ...each, emailAddress: each.emailAddress.trim().toLowerCase(), role: roleBy(world, each.role, rolesOf(world, organization)).key }))
  for (const { emailAddress, redirectUrl } of all) {
    checkEmail(emailAddress)
    checkRedirect(world, redirectUrl)
    const user = findUser(world, emailAddress)
    if (user && membershipOf(world, user.id, organization.id)) throw alreadyAMember(emailAddress)
  }
  const pending = pendingInvitations(world, organization)
  const repeated = all.filter(({ emailAddress }, index) => isInvited(pending, emailAddress) || all.findIndex((other) => other.emailAddress === emailAddress) !== index)
  if (repeated.length > 0) throw alreadyInvited([...new Set(repeated.map(({ emailAddress }) => emailAddress))])
  checkRoom(organization, world.store.memberships.count('organization', organization.id) + pending.length + all.length)
  return all.map((each) => {
    const invitation = newInvitation(world, organization, each)
    sendMessage(world, {
      to: each.emailAddress,
      kind: `Invitation to ${organization.name}`,
      slug: 'organization_invitation',
      link: linkOf(world, invitation, origin),
      userId: findUser(world, each.emailAddress)?.id ?? null,
    })
    return invitation
  })
}

/** An invitation without its email: a domain's automatic ones are only shown to their user. */
export function newInvitation(
  world: World,
  { id: organizationId }: Organization,
  { emailAddress, role, inviterId, expiresInDays, redirectUrl, publicMetadata, privateMetadata, domainId }: NewInvitation & { readonly role: string; readonly domainId?: string },
): OrganizationInvitation {
  const now = world.clock.now()
  return world.store.organizationInvitations.insert({
    id: newId('orginv'),
    organizationId,
    emailAddress,
    role,
    status: 'pending',
    inviterId: inviterId ?? null,
    domainId: domainId ?? null,
    publicMetadata: publicMetadata ?? {},
    privateMetadata: privateMetadata ?? {},
    redirectUrl: redirectUrl ?? null,
    ticket: randomBytes(32).toString('base64url'),
    expireAt: now + (expiresInDays ?? DEFAULT_DAYS) * DAY_MS,
    createdAt: now,
    updatedAt: now,
  })
}

const isInvited = (pending: readonly OrganizationInvitation[], emailAddress: string) => pending.some((invitation) => invitation.emailAddress === emailAddress)

/** Marks those of the invitations whose time is up, and gives all of them back: whoever reads invitations does this first. */
export function current(world: World, invitations: readonly OrganizationInvitation[]): readonly OrganizationInvitation[] {
  const now = world.clock.now()
  for (const invitation of invitations)
    if (invitation.status === 'pending' && invitation.expireAt <= now) world.store.organizationInvitations.update(invitation, { status: 'expired', updatedAt: now })
  return invitations
}

export const invitationsOf = (world: World, { id }: Organization) => current(world, world.store.organizationInvitations.by('organization', id))

const pendingInvitations = (world: World, { id }: Organization) =>
  current(world, world.store.organizationInvitations.by('pending', id)).filter(({ status }) => status === 'pending')

/** An invitation of the organization's; another one's is not found. */
export function invitationBy(world: World, { id: organizationId }: Organization, id: string): OrganizationInvitation {
  const invitation = world.store.organizationInvitations.get(id)
  if (invitation?.organizationId !== organizationId) throw invitationNotFound(id)
  current(world, [invitation])
  return invitation
}

export function revokeInvitation(world: World, invitation: OrganizationInvitation): void {
  if (invitation.status !== 'pending') throw invitationNotPending()
  world.store.organizationInvitations.update(invitation, { status: 'revoked', updatedAt: world.clock.now() })
}

/** The invitation behind the ticket of a link, still open; `undefined` for a ticket of another kind. Refuses one that cannot be accepted any more. */
export function invitationOfTicket(world: World, ticket: string): OrganizationInvitation | undefined {
  const invitation = world.store.organizationInvitations.by('ticket', ticket)[0]
  if (!invitation) return undefined
  current(world, [invitation])
  switch (invitation.status) {
    case 'accepted':
      throw new ApiError(400, 'organization_invitation_already_accepted', 'This invitation has already been accepted. Sign in instead.')
    case 'revoked':
      throw new ApiError(400, 'organization_invitation_revoked_code', 'This invitation has been revoked and cannot be used anymore.')
    case 'expired':
      throw new ApiError(400, 'ticket_expired_code', 'This invitation has expired. Ask for a new one.')
    case 'pending':
      return invitation
  }
}

/**
 * Accepts the invitation behind a ticket for the user, who has to have its email address: opening the link proved it to
 * be theirs. Refuses a ticket that is no open invitation.
 */
export function acceptOrganizationInvitation(world: World, ticket: string, user: User): Membership {
  const invitation = invitationOfTicket(world, ticket)
  if (!invitation) throw new ApiError(400, 'ticket_invalid_code', 'The ticket is invalid.')
  return acceptInvitation(world, invitation, user)
}

/** Makes the user a member as invited. Who is a member already stays what they are. */
export function acceptInvitation(world: World, invitation: OrganizationInvitation, user: User): Membership {
  if (invitation.status !== 'pending') throw invitationNotPending()
  if (!user.emails.some((email) => email.address === invitation.emailAddress && isClaimed(email))) throw invitationNotFound(invitation.id)
  const organization = world.store.organizations.get(invitation.organizationId)
  if (!organization) throw new ApiError(400, 'organization_invitation_to_deleted_organization', 'This invitation refers to an organization that has been deleted.')
  const membership = membershipOf(world, user.id, organization.id) ?? join(world, organization, user, invitation.role)
  const now = world.clock.now()
  world.store.organizationInvitations.update(invitation, { status: 'accepted', updatedAt: now })
  return Object.keys(invitation.publicMetadata).length + Object.keys(invitation.privateMetadata).length === 0
    ? membership
    : world.store.memberships.update(membership, { publicMetadata: invitation.publicMetadata, privateMetadata: invitation.privateMetadata, updatedAt: now })
}

/**
 * What the email links to: the page that was asked for, or the app's page to sign in or up, with the ticket and, as
 * `__clerk_status`, which of the two is to be done.
 */
export function linkOf(world: World, { emailAddress, redirectUrl, ticket }: OrganizationInvitation, origin = world.settings.appOrigin): string {
  const known = findUser(world, emailAddress) !== undefined
  const { signIn, signUp } = world.settings.paths
  const link = new URL(redirectUrl ?? (known ? signIn : signUp), origin)
  link.searchParams.set('__clerk_ticket', ticket)
  link.searchParams.set('__clerk_status', known ? 'sign_in' : 'sign_up')
  return link.href
}

function checkRedirect({ settings }: World, redirectUrl: string | undefined): void {
  if (redirectUrl === undefined || (URL.canParse(redirectUrl, settings.appOrigin) && /^https?:$/.test(new URL(redirectUrl, settings.appOrigin).protocol))) return
  throw fieldError('form_param_format_invalid', 'redirect_url has to be an address or a path.', 'redirect_url')
}
