import { deleteInvitation, invitationById, invite, inviteAll, revokeInvitation, statusOf, type NewInvitation } from '../domain/sign-ups/invitations.ts'
import { each, record, text, type Call } from '../http/call.ts'
import { get, post, remove, type Route } from '../http/router.ts'
import { invitationJson } from '../serialize/invitation.ts'
import type { Invitation } from '../store/rows/invitation.ts'
import { flag, matches, required, whole } from './fields.ts'
import { ordered, type Orders } from './order.ts'
import { pageOrList } from './page.ts'

/** Invitations to the application itself. */
export const invitationRoutes: Route[] = [
  get('/v1/invitations', (call) => ({ json: pageOrList(invitationsMatching(call), call.query, (invitation) => invitationJson(call.world, invitation)) })),
  post('/v1/invitations', (call) => shown(call, invite(call.world, fieldsOf(call)))),
  post('/v1/invitations/bulk', (call) => ({ json: inviteAll(call.world, each(call).map(fieldsOf)).map((invitation) => invitationJson(call.world, invitation)) })),
  post('/v1/invitations/:id/revoke', (call) => shown(call, revokeInvitation(call.world, invitationOf(call)))),
  remove('/v1/invitations/:id', (call) => {
    const { id } = invitationOf(call)
    deleteInvitation(call.world, invitationOf(call))
    return { json: { object: 'invitation', id, deleted: true } }
  }),
]

const invitationOf = (call: Call) => invitationById(call.world, call.params['id'] ?? '')
const shown = (call: Call, invitation: Invitation) => ({ json: invitationJson(call.world, invitation) })

const ORDERS: Orders<Invitation> = { created_at: ({ createdAt }) => createdAt, email_address: ({ emailAddress }) => emailAddress, expires_at: ({ expireAt }) => expireAt }

/** Those that were revoked only where somebody asks for them. */
function invitationsMatching(call: Call): Invitation[] {
  const wanted = call.query.get('status')
  const found = [...call.world.store.invitations.values()].filter((invitation) => {
    const status = statusOf(call.world, invitation)
    return (wanted ? status === wanted : status !== 'revoked') && matches(call, invitation.emailAddress, invitation.id)
  })
  return ordered(found, call.query, ORDERS)
}

function fieldsOf(call: Call): NewInvitation {
  return {
    emailAddress: required(call, 'email_address'),
    publicMetadata: record(call, 'public_metadata'),
    redirectUrl: text(call, 'redirect_url'),
    expiresInDays: whole(call, 'expires_in_days', 1),
    ignoreExisting: flag(call, 'ignore_existing'),
    notify: flag(call, 'notify'),
    slug: text(call, 'template_slug'),
  }
}
