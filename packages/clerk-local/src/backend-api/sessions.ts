import { createClient } from '../domain/clients.ts'
import { endSession, expireSessions, sessionById, startSession } from '../domain/sessions.ts'
import { userById } from '../domain/users.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, type Route } from '../http/router.ts'
import { backendSessionJson } from '../serialize/session.ts'
import { handshakeCookies } from '../tokens/cookies.ts'
import { sessionToken } from '../tokens/session-token.ts'
import { pageOrList } from './page.ts'

export const sessionRoutes: Route[] = [
  get('/v1/sessions', (call) => {
    const [user, client, status] = ['user_id', 'client_id', 'status'].map((name) => call.query.get(name))
    expireSessions(call.world, call.world.store.sessions.values())
    const found = [...call.world.store.sessions.values()].filter(
      (session) => (!user || session.userId === user) && (!client || session.clientId === client) && (!status || session.status === status),
    )
    return { json: pageOrList(found.reverse().map(backendSessionJson), call.query) }
  }),
  post('/v1/sessions', (call) => {
    const user = userById(call.world, text(call, 'user_id') ?? '')
    return { json: backendSessionJson(startSession(call.world, createClient(call.world), user)) }
  }),
  get('/v1/sessions/:id', (call) => ({ json: backendSessionJson(sessionOf(call)) })),
  post('/v1/sessions/:id/revoke', (call) => {
    const session = sessionOf(call)
    endSession(call.world, session, 'revoked')
    return { json: backendSessionJson(session) }
  }),
  post('/v1/sessions/:id/tokens', (call) => {
    const session = sessionOf(call)
    if (session.status !== 'active') throw notFound('Active session')
    const seconds = Number(text(call, 'expires_in_seconds')) || undefined
    return { json: { object: 'token', jwt: sessionToken(call.world, session, { expiresIn: seconds }) } }
  }),
  post('/v1/sessions/:id/refresh', refresh),
  get('/v1/clients/handshake_payload', (call) => {
    const nonce = call.query.get('nonce') ?? ''
    const kept = call.world.store.nonces.get(nonce)
    if (!kept) throw notFound('Handshake')
    call.world.store.nonces.remove(nonce)
    return { json: { directives: kept.directives } }
  }),
]

const sessionOf = (call: Call) => sessionById(call.world, call.params['id'] ?? '')

/** A server's silent refresh: it holds the browser's refresh cookie and wants a fresh session cookie. */
function refresh(call: Call) {
  const session = sessionOf(call)
  if (session.status !== 'active' || text(call, 'refresh_token') !== `${session.id}.${session.refreshToken}`)
    throw new ApiError(401, 'invalid_refresh_token', 'The refresh token is invalid.')
  call.world.store.sessions.update(session, { lastActiveAt: call.world.clock.now() })
  const client = call.world.store.clients.get(session.clientId)
  const cookies = handshakeCookies(call.world, client, '', text(call, 'request_origin'))
  return { json: { object: 'cookies', cookies: cookies.filter((cookie) => cookie.startsWith('__session')) } }
}
