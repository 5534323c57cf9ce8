import { createClient } from '../domain/sessions/clients.ts'
import { templateNamed } from '../domain/sessions/jwt-templates.ts'
import { membershipOf } from '../domain/organizations/organizations.ts'
import { refreshable } from '../domain/sessions/session-refresh.ts'
import { endSession, expireSessions, isOpen, noticeActivity, sessionById, sessionsOf, startSession } from '../domain/sessions/sessions.ts'
import { userById } from '../domain/users/users.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, type Route } from '../http/router.ts'
import { backendSessionJson } from '../serialize/session.ts'
import type { Session } from '../store/rows/session.ts'
import { sessionCookies } from '../tokens/cookies.ts'
import { sessionToken } from '../tokens/session-token.ts'
import { templateToken } from '../tokens/template-token.ts'
import { verifiedClaims } from '../tokens/verify-token.ts'
import { ordered } from './order.ts'
import { pageOrList } from './page.ts'
import { secondsOf } from './seconds.ts'

export const sessionRoutes: Route[] = [
  get('/v1/sessions', list),
  post('/v1/sessions', (call) => {
    const user = userById(call.world, text(call, 'user_id') ?? '')
    const organizationId = text(call, 'active_organization_id')
    if (organizationId && !membershipOf(call.world, user.id, organizationId)) throw notFound(`Organization ${organizationId}`)
    return shown(call, startSession(call.world, createClient(call.world), user, organizationId ? { organizationId } : {}))
  }),
  get('/v1/sessions/:id', (call) => shown(call, sessionOf(call))),
  post('/v1/sessions/:id/revoke', (call) => {
    const session = sessionOf(call)
    endSession(call.world, session, 'revoked')
    return shown(call, session)
  }),
  post('/v1/sessions/:id/verify', verify),
  post('/v1/sessions/:id/tokens', (call) => token(sessionToken(call.world, openSessionOf(call), { expiresIn: lifetimeOf(call) }))),
  post('/v1/sessions/:id/tokens/:template', (call) => {
    const template = templateNamed(call.world, call.params['template'] ?? '')
    return token(templateToken(call.world, openSessionOf(call), template, { expiresIn: lifetimeOf(call) }))
  }),
  post('/v1/sessions/:id/refresh', refresh),
]

const sessionOf = (call: Call) => sessionById(call.world, call.params['id'] ?? '')
const shown = ({ world }: Call, session: Session) => ({ json: backendSessionJson(world, session) })
const token = (jwt: string) => ({ json: { object: 'token', jwt } })
const lifetimeOf = (call: Call) => (text(call, 'expires_in_seconds') === undefined ? undefined : secondsOf(call, 'expires_in_seconds', 0))

/** Newest first, and by an index wherever the request names a user or a client. */
function list(call: Call) {
  const { world, query } = call
  const { sessions, clients } = world.store
  const [user, client, status] = ['user_id', 'client_id', 'status'].map((name) => query.get(name))
  const some = user ? sessionsOf(world, user) : client ? (clients.get(client)?.sessionIds ?? []).flatMap((id) => sessions.get(id) ?? []) : [...sessions.values()]
  expireSessions(world, some)
  const found = some.filter((session) => (!client || session.clientId === client) && (!status || session.status === status))
  const rows = ordered(found, query, { created_at: ({ createdAt }) => createdAt, last_active_at: ({ lastActiveAt }) => lastActiveAt }, '-created_at')
  return { json: pageOrList(rows, query, (session) => backendSessionJson(world, session)) }
}

function openSessionOf(call: Call): Session {
  const session = sessionOf(call)
  if (isOpen(session)) return session
  throw new ApiError(401, 'authentication_invalid', 'Invalid authentication', {}, 'Unable to authenticate the request, you need to supply an active session')
}

/** Deprecated, and still in the SDK: the session, where the token is one of its own. */
function verify(call: Call) {
  const session = openSessionOf(call)
  const claims = verifiedClaims(call.world.key, text(call, 'token') ?? '')
  if (claims?.['sid'] === session.id && Number(claims['exp']) * 1000 > call.world.clock.now()) return shown(call, session)
  throw new ApiError(400, 'invalid_session_token', 'Invalid session token', {}, 'The token provided could not be successfully verified')
}

/** A server's silent refresh: it holds the browser's refresh cookie and wants a fresh session cookie. */
function refresh(call: Call) {
  const { world } = call
  const [expiredToken = '', refreshToken = '', requestOrigin = ''] = ['expired_token', 'refresh_token', 'request_origin'].map((field) => text(call, field))
  const session = refreshable(world, { sessionId: call.params['id'] ?? '', expiredToken, refreshToken, requestOrigin })
  noticeActivity(world, session)
  const jwt = sessionToken(world, session, { azp: new URL(requestOrigin).origin })
  return text(call, 'format') === 'cookie' ? { json: { object: 'cookies', cookies: sessionCookies(world.instance, jwt) } } : token(jwt)
}
