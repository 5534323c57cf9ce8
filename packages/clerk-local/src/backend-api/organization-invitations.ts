import { enrollAll } from '../domain/organizations/organization-enrollment.ts'
import { invitationBy, invitationsOf, invite, revokeInvitation, type NewInvitation } from '../domain/organizations/organization-invitations.ts'
import { checkManagerOf } from '../domain/organizations/organization-members.ts'
import { ApiError } from '../http/api-error.ts'
import { each, record, text, type Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { backendInvitationJson } from '../serialize/organization-invitation.ts'
import type { OrganizationInvitation } from '../store/rows/organization.ts'
import { whole } from './fields.ts'
import { ordered } from './order.ts'
import { organizationOf } from './organizations.ts'
import { pageOf } from './page.ts'

const MAX_BULK = 10

export const organizationInvitationRoutes: Route[] = [
  get('/v1/organization_invitations', (call) => listed(call, [...call.world.store.organizations.values()].flatMap((organization) => invitationsOf(call.world, organization)))),
  get('/v1/organizations/:id/invitations', (call) => {
    enrollAll(call.world, organizationOf(call))
    return listed(call, invitationsOf(call.world, organizationOf(call)))
  }),
  post('/v1/organizations/:id/invitations', (call) => {
    const [invitation] = invite(call.world, organizationOf(call), [wantedOf(call)], undefined)
    return { json: invitation && backendInvitationJson(call.world, invitation) }
  }),
  post('/v1/organizations/:id/invitations/bulk', (call) => {
    const wanted = each(call)
    if (wanted.length > MAX_BULK) throw new ApiError(400, 'bulk_size_exceeded', `Parameters exceed the maximum allowed bulk processing size of ${MAX_BULK}.`)
    const all = invite(call.world, organizationOf(call), wanted.map(wantedOf), undefined)
    return { json: { data: all.map((invitation) => backendInvitationJson(call.world, invitation)), total_count: all.length } }
  }),
  get('/v1/organizations/:id/invitations/:invitationId', (call) => ({ json: backendInvitationJson(call.world, invitationOf(call)) })),
  post('/v1/organizations/:id/invitations/:invitationId/revoke', (call) => {
    const invitation = invitationOf(call)
    const requester = text(call, 'requesting_user_id')
    if (requester !== undefined) checkManagerOf(call.world, organizationOf(call), requester)
    revokeInvitation(call.world, invitation)
    return { json: backendInvitationJson(call.world, invitation) }
  }),
]

const invitationOf = (call: Call): OrganizationInvitation => invitationBy(call.world, organizationOf(call), call.params['invitationId'] ?? '')

function listed(call: Call, invitations: readonly OrganizationInvitation[]): Answer {
  const [wanted, words] = [call.query.getAll('status'), call.query.get('query')?.toLowerCase()]
  const found = invitations.filter(({ status, emailAddress, id }) => (wanted.length === 0 || wanted.includes(status)) && (!words || id.toLowerCase() === words || emailAddress.includes(words)))
  const sorted = ordered(found, call.query, { created_at: ({ createdAt }) => createdAt, email_address: ({ emailAddress }) => emailAddress })
  return { json: pageOf(sorted, call.query, (invitation) => backendInvitationJson(call.world, invitation)) }
}

/** Who invites has to be able to. */
function wantedOf(call: Call): NewInvitation {
  const inviterId = text(call, 'inviter_user_id')
  if (inviterId !== undefined) checkManagerOf(call.world, organizationOf(call), inviterId)
  return {
    emailAddress: text(call, 'email_address') ?? '',
    role: text(call, 'role'),
    inviterId,
    expiresInDays: whole(call, 'expires_in_days', 1),
    redirectUrl: text(call, 'redirect_url'),
    publicMetadata: record(call, 'public_metadata'),
    privateMetadata: record(call, 'private_metadata'),
  }
}
