import { membershipOf } from '../domain/organizations/organizations.ts'
import { issueTicket, revokeTicket, ticketUrl } from '../domain/sessions/tickets.ts'
import { userById } from '../domain/users/users.ts'
import { notFound } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { post, type Route } from '../http/router.ts'
import type { Ticket } from '../store/rows/ticket.ts'
import type { World } from '../world.ts'
import { secondsOf } from './seconds.ts'

const MONTH_S = 30 * 86_400

export const signInTokenRoutes: Route[] = [
  post('/v1/sign_in_tokens', (call) => {
    const user = userById(call.world, text(call, 'user_id') ?? '')
    const organizationId = text(call, 'org_id') ?? null
    if (organizationId !== null && !membershipOf(call.world, user.id, organizationId)) throw notFound(`Organization ${organizationId}`)
    return shown(call, issueTicket(call.world, { kind: 'sign_in', userId: user.id, organizationId, seconds: secondsOf(call, 'expires_in_seconds', MONTH_S) }))
  }),
  post('/v1/sign_in_tokens/:id/revoke', (call) => shown(call, revokeTicket(call.world, 'sign_in', call.params['id'] ?? ''))),
]

const shown = ({ world }: Call, ticket: Ticket) => ({ json: signInTokenJson(world, ticket) })

function signInTokenJson(world: World, ticket: Ticket) {
  const { id, userId, token, status, createdAt, updatedAt } = ticket
  return { object: 'sign_in_token', id, user_id: userId, token, status, url: ticketUrl(world, ticket), created_at: createdAt, updated_at: updatedAt }
}
