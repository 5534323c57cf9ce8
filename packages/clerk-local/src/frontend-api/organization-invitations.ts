import { pageOf } from '../backend-api/page.ts'
import { enrollAll } from '../domain/organizations/organization-enrollment.ts'
import { invitationBy, invitationsOf, invite, revokeInvitation } from '../domain/organizations/organization-invitations.ts'
import { list, text, type Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { invitationJson } from '../serialize/organization-invitation.ts'
import type { OrganizationInvitation } from '../store/rows/organization.ts'
import { among, memberCall, read } from './organization-call.ts'
import { withClient } from './piggyback.ts'

/** Who is asked to join an organization. */
export const organizationInvitationRoutes: Route[] = [
  get('/v1/organizations/:id/invitations', (call) => {
    const { organization } = memberCall(call, 'org:sys_memberships:manage')
    enrollAll(call.world, organization)
    const hasStatus = among(call, 'status')
    const found = invitationsOf(call.world, organization).filter(({ status }) => hasStatus(status))
    return read(pageOf(found.toReversed(), call.query, (invitation) => invitationJson(call.world, invitation)))
  }),
  post('/v1/organizations/:id/invitations', (call) => {
    const [invitation] = invited(call)
    return withClient(call, invitation && invitationJson(call.world, invitation))
  }),
  post('/v1/organizations/:id/invitations/bulk', (call) => {
    const all = invited(call).map((invitation) => invitationJson(call.world, invitation))
    return withClient(call, all)
  }),
  post('/v1/organizations/:id/invitations/:invitationId/revoke', revoke),
]

function invited(call: Call): OrganizationInvitation[] {
  const { user, organization } = memberCall(call, 'org:sys_memberships:manage')
  const addresses = list(call.body['email_address'])
  const role = text(call, 'role')
  const wanted = (addresses.length > 0 ? addresses : ['']).map((emailAddress) => ({ emailAddress, role, inviterId: user.id }))
  return invite(call.world, organization, wanted, call.origin)
}

function revoke(call: Call): Answer {
  const { organization } = memberCall(call, 'org:sys_memberships:manage')
  const invitation = invitationBy(call.world, organization, call.params['invitationId'] ?? '')
  revokeInvitation(call.world, invitation)
  return withClient(call, invitationJson(call.world, invitation))
}
