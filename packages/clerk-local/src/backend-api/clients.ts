import { clientById } from '../domain/sessions/clients.ts'
import { expireSessions, openSessions } from '../domain/sessions/sessions.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, type Route } from '../http/router.ts'
import { backendClientJson } from '../serialize/client.ts'
import type { Client } from '../store/rows/client.ts'
import { verifiedClaims } from '../tokens/verify-token.ts'
import { ordered } from './order.ts'
import { pageOrList } from './page.ts'

/** Browsers, as servers see them. */
export const clientRoutes: Route[] = [
  get('/v1/clients', ({ world, query }) => {
    const rows = ordered([...world.store.clients.values()], query, { created_at: ({ createdAt }) => createdAt }, '-created_at')
    return { json: pageOrList(rows, query, (client) => backendClientJson(world, client)) }
  }),
  get('/v1/clients/handshake_payload', ({ world, query }) => {
    const nonce = query.get('nonce') ?? ''
    const kept = world.store.nonces.get(nonce)
    if (!kept) throw notFound('Handshake')
    world.store.nonces.remove(nonce)
    return { json: { directives: kept.directives } }
  }),
  post('/v1/clients/verify', (call) => shown(call, verified(call))),
  get('/v1/clients/:id', (call) => shown(call, clientById(call.world, call.params['id'] ?? ''))),
]

function shown({ world }: Call, client: Client) {
  expireSessions(world, openSessions(world, client))
  return { json: backendClientJson(world, client) }
}

/** The client that a session token, or what its own cookie holds, was given to, as long as somebody is signed in there. */
function verified(call: Call): Client {
  const { world } = call
  const token = text(call, 'token') ?? ''
  const claims = verifiedClaims(world.key, token)
  const session = typeof claims?.['sid'] === 'string' && Number(claims['exp']) * 1000 > world.clock.now() ? world.store.sessions.get(claims['sid']) : undefined
  const client = world.store.clients.get(session?.clientId ?? token)
  if (client) expireSessions(world, openSessions(world, client))
  if (client && openSessions(world, client).length > 0) return client
  throw new ApiError(401, 'authentication_invalid', 'Invalid authentication', {}, 'Unable to authenticate the request, you need to supply an active session')
}
