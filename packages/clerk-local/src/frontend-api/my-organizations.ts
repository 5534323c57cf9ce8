import { pageOf } from '../backend-api/page.ts'
import { acceptSuggestion, invitationsFor, suggestionsFor } from '../domain/organizations/organization-enrollment.ts'
import { invitationNotFound } from '../domain/organizations/organization-errors.ts'
import { acceptInvitation } from '../domain/organizations/organization-invitations.ts'
import { membershipsOf } from '../domain/organizations/organizations.ts'
import type { Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { suggestionJson, userInvitationJson } from '../serialize/organization-invitation.ts'
import { membershipJson } from '../serialize/organization.ts'
import { among, read } from './organization-call.ts'
import { requireUser, withClient } from './piggyback.ts'

/** Where a user is a member, and where they could be: what `<OrganizationSwitcher/>` and `<OrganizationList/>` show. */
export const myOrganizationRoutes: Route[] = [
  get('/v1/me/organization_memberships', (call) => {
    const memberships = membershipsOf(call.world, requireUser(call).id)
    return read(pageOf(memberships, call.query, (membership) => membershipJson(call.world, membership)))
  }),
  get('/v1/me/organization_invitations', (call) => {
    const hasStatus = among(call, 'status')
    const found = invitationsFor(call.world, requireUser(call)).filter(({ status }) => hasStatus(status))
    return read(pageOf(found, call.query, (invitation) => userInvitationJson(call.world, invitation)))
  }),
  post('/v1/me/organization_invitations/:id/accept', accept),
  get('/v1/me/organization_suggestions', (call) => {
    const hasStatus = among(call, 'status')
    const found = suggestionsFor(call.world, requireUser(call)).filter(({ status }) => hasStatus(status))
    return read(pageOf(found, call.query, (suggestion) => suggestionJson(call.world, suggestion)))
  }),
  post('/v1/me/organization_suggestions/:id/accept', (call) =>
    withClient(call, suggestionJson(call.world, acceptSuggestion(call.world, requireUser(call), call.params['id'] ?? '')))),
  get('/v1/me/organization_creation_defaults', creationDefaults),
]

function accept(call: Call): Answer {
  const { world } = call
  const user = requireUser(call)
  const id = call.params['id'] ?? ''
  const invitation = invitationsFor(world, user).find((each) => each.id === id)
  if (!invitation) throw invitationNotFound(id)
  acceptInvitation(world, invitation, user)
  return withClient(call, userInvitationJson(world, invitation))
}

/** Nothing is suggested for a new organization: Clerk would look the user's company up. */
function creationDefaults(call: Call): Answer {
  requireUser(call)
  return read({ advisory: null, form: { name: '', slug: '', logo: null, blur_hash: null } })
}
