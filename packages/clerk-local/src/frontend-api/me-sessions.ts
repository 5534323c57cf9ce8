import { endSession, expireSessions, sessionsOf } from '../domain/sessions/sessions.ts'
import { notFound } from '../http/api-error.ts'
import type { Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { sessionWithActivityJson } from '../serialize/session.ts'
import { requireUser, withClient } from './piggyback.ts'

/** The list of devices of `<UserProfile/>`. */
export const mySessionRoutes: Route[] = [get('/v1/me/sessions', sessions), get('/v1/me/sessions/active', sessions), post('/v1/me/sessions/:id/revoke', revokeSession)]

/** A bare list, without a client beside it, as the SDK reads it. */
function sessions(call: Call): Answer {
  const user = requireUser(call)
  const all = sessionsOf(call.world, user.id)
  expireSessions(call.world, all)
  const mine = all.filter(({ status }) => status === 'active')
  return { json: mine.map((session) => sessionWithActivityJson(call.world, session)) }
}

function revokeSession(call: Call): Answer {
  const user = requireUser(call)
  const session = call.world.store.sessions.get(call.params['id'] ?? '')
  if (session?.userId !== user.id) throw notFound('Session')
  endSession(call.world, session, 'revoked')
  return withClient(call, sessionWithActivityJson(call.world, session))
}
