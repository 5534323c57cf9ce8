import { issueTicket, revokeTicket, ticketUrl } from '../domain/sessions/tickets.ts'
import { userById } from '../domain/users/users.ts'
import { ApiError } from '../http/api-error.ts'
import { record, text, type Call } from '../http/call.ts'
import { post, type Route } from '../http/router.ts'
import type { Ticket } from '../store/rows/ticket.ts'
import type { World } from '../world.ts'
import { secondsOf } from './seconds.ts'

const HOUR_S = 3600
/** How long somebody may be impersonated in one session. Clerk's default. */
const SESSION_S = 30 * 60

/** Impersonation: https://clerk.com/docs/guides/users/impersonation */
export const actorTokenRoutes: Route[] = [
  post('/v1/actor_tokens', (call) => {
    const user = userById(call.world, text(call, 'user_id') ?? '')
    const actor = record(call, 'actor')
    if (typeof actor?.['sub'] !== 'string' || actor['sub'] === '') throw new ApiError(422, 'form_param_missing', 'is missing', { param_name: 'actor' }, 'actor must be an object with a sub.')
    const sessionSeconds = secondsOf(call, 'session_max_duration_in_seconds', SESSION_S)
    return shown(call, issueTicket(call.world, { kind: 'actor', userId: user.id, actor, sessionSeconds, seconds: secondsOf(call, 'expires_in_seconds', HOUR_S) }))
  }),
  post('/v1/actor_tokens/:id/revoke', (call) => shown(call, revokeTicket(call.world, 'actor', call.params['id'] ?? ''))),
]

const shown = ({ world }: Call, ticket: Ticket) => ({ json: actorTokenJson(world, ticket) })

function actorTokenJson(world: World, ticket: Ticket) {
  const { id, userId, actor, token, status, createdAt, updatedAt } = ticket
  return { object: 'actor_token', id, user_id: userId, actor, token, status, url: ticketUrl(world, ticket), created_at: createdAt, updated_at: updatedAt }
}
