import { ApiError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { MembershipRequest, Organization, OrganizationDomain, OrganizationInvitation, OrganizationSuggestion } from '../../store/rows/organization.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { newInvitation, current } from './organization-invitations.ts'
import { join } from './organization-members.ts'
import { membershipOf } from './organizations.ts'
import { roleSetOf } from './role-sets.ts'

/**
 * Offers the user what the domains of their proven addresses offer: an invitation or a suggestion to each organization,
 * once. https://clerk.com/docs/guides/organizations/add-members/verified-domains
 */
export function enrollUser(world: World, user: User): void {
  if (!world.settings.organizations.domains.enabled) return
  for (const { address, verified } of user.emails) {
    if (!verified) continue
    for (const domain of world.store.organizationDomains.by('name', domainOf(address))) offer(world, domain, user, address)
  }
}

/** Offers a domain to everybody who has an address of it already. */
export function enrollDomain(world: World, domain: OrganizationDomain): void {
  if (!world.settings.organizations.domains.enabled || !domain.verified || domain.enrollmentMode === 'manual_invitation') return
  for (const user of world.store.users.values())
    for (const { address, verified } of user.emails) if (verified && domainOf(address) === domain.name) offer(world, domain, user, address)
}

/** Offers all of an organization's domains to who has come since, so that its managers see them too. */
export function enrollAll(world: World, { id }: Organization): void {
  for (const domain of world.store.organizationDomains.by('organization', id)) enrollDomain(world, domain)
}

/** Takes back what a domain offers and nobody has answered. */
export function withdraw(world: World, { id, organizationId }: OrganizationDomain): void {
  const { organizationInvitations, organizationSuggestions } = world.store
  for (const invitation of organizationInvitations.by('pending', organizationId))
    if (invitation.domainId === id) organizationInvitations.update(invitation, { status: 'revoked', updatedAt: world.clock.now() })
  for (const suggestion of organizationSuggestions.by('organization', organizationId))
    if (suggestion.domainId === id && suggestion.status === 'pending') organizationSuggestions.remove(suggestion.id)
}

function offer(world: World, domain: OrganizationDomain, user: User, address: string): void {
  const organization = world.store.organizations.get(domain.organizationId)
  if (!organization || !domain.verified || membershipOf(world, user.id, organization.id)) return
  if (domain.enrollmentMode === 'automatic_invitation') {
    const before = world.store.organizationInvitations.by('email', address)
    if (before.some(({ organizationId, domainId, status }) => organizationId === organization.id && (domainId === domain.id || status === 'pending'))) return
    newInvitation(world, organization, { emailAddress: address, role: defaultRole(world, organization), domainId: domain.id })
  } else if (domain.enrollmentMode === 'automatic_suggestion') {
    if (world.store.organizationSuggestions.by('user', user.id).some(({ organizationId }) => organizationId === organization.id)) return
    const now = world.clock.now()
    world.store.organizationSuggestions.insert({
      id: newId('orgsugg'),
      organizationId: organization.id,
      userId: user.id,
      domainId: domain.id,
      status: 'pending',
      createdAt: now,
      updatedAt: now,
    })
  }
}

/** The role of who joins by a domain: the set's own, or the instance's for domains. */
function defaultRole(world: World, organization: Organization): string {
  const { roles, defaultRole: own } = roleSetOf(world, organization)
  const { defaultRole: ofDomains } = world.settings.organizations.domains
  return roles.includes(ofDomains) ? ofDomains : own
}

/** What the user was invited to, by people and by domains. */
export function invitationsFor(world: World, user: User): OrganizationInvitation[] {
  enrollUser(world, user)
  const addresses = user.emails.filter(({ verified }) => verified).map(({ address }) => address)
  return addresses.flatMap((address) => current(world, world.store.organizationInvitations.by('email', address)))
}

export function suggestionsFor(world: World, user: User): OrganizationSuggestion[] {
  enrollUser(world, user)
  const open = world.store.organizationSuggestions.by('user', user.id)
  return open.filter(({ status, organizationId }) => status !== 'completed' && !membershipOf(world, user.id, organizationId))
}

/** Asks the organization's managers for membership. */
export function acceptSuggestion(world: World, user: User, id: string): OrganizationSuggestion {
  const suggestion = world.store.organizationSuggestions.get(id)
  if (suggestion?.userId !== user.id) throw notFound('Suggestion')
  if (suggestion.status !== 'pending') throw new ApiError(400, 'organization_suggestion_already_accepted', 'This organization suggestion has already been accepted.')
  const now = world.clock.now()
  world.store.membershipRequests.insert({
    id: newId('orgmemreq'),
    organizationId: suggestion.organizationId,
    userId: user.id,
    status: 'pending',
    createdAt: now,
    updatedAt: now,
  })
  return world.store.organizationSuggestions.update(suggestion, { status: 'accepted', updatedAt: now })
}

export const requestsOf = (world: World, { id }: Organization): MembershipRequest[] => world.store.membershipRequests.by('organization', id)

/** Lets the user in, or turns them away. */
export function answerRequest(world: World, organization: Organization, id: string, status: 'accepted' | 'revoked'): MembershipRequest {
  const request = world.store.membershipRequests.get(id)
  if (request?.organizationId !== organization.id || request.status !== 'pending') throw notFound('Membership request')
  const user = world.store.users.get(request.userId)
  if (!user) throw notFound('User')
  if (status === 'accepted' && !membershipOf(world, user.id, organization.id)) join(world, organization, user, defaultRole(world, organization))
  const updatedAt = world.clock.now()
  for (const suggestion of world.store.organizationSuggestions.by('user', user.id))
    if (suggestion.organizationId === organization.id) world.store.organizationSuggestions.update(suggestion, { status: 'completed', updatedAt })
  return world.store.membershipRequests.update(request, { status, updatedAt })
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)
