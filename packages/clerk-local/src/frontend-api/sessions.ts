import { templateNamed } from '../domain/sessions/jwt-templates.ts'
import { endSession, noticeActivity, ownOrganization, switchOrganization } from '../domain/sessions/sessions.ts'
import { userById } from '../domain/users/users.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { sessionJson } from '../serialize/session.ts'
import { sessionToken } from '../tokens/session-token.ts'
import { templateToken } from '../tokens/template-token.ts'
import { requireSession, withClient } from './piggyback.ts'

export const sessionRoutes: Route[] = [
  get('/v1/client/sessions/:id', (call) => ({ json: { response: sessionJson(call.world, sessionOf(call), call.origin), client: null } })),
  post('/v1/client/sessions/:id/touch', touch),
  post('/v1/client/sessions/:id/tokens', token),
  post('/v1/client/sessions/:id/tokens/:template', tokenByTemplate),
  post('/v1/client/sessions/:id/end', (call) => end(call, 'ended')),
  post('/v1/client/sessions/:id/remove', (call) => end(call, 'removed')),
]

const sessionOf = (call: Call) => requireSession(call, call.params['id'])

/** The session that the page shows now, and its organization: on every choice of either, and whenever a tab comes to the front. */
function touch(call: Call): Answer {
  const { world } = call
  const session = sessionOf(call)
  const organization = text(call, 'active_organization_id')
  if (organization !== undefined) switchOrganization(world, session, organization || null)
  const now = world.clock.now()
  world.store.sessions.update(session, { lastActiveAt: now, updatedAt: now })
  if (session.actor === null) world.store.users.update(userById(world, session.userId), { lastActiveAt: now })
  if (call.client) world.store.clients.update(call.client, { lastActiveSessionId: session.id })
  return withClient(call, sessionJson(world, session, call.origin))
}

/** Bare, without a client beside it, as the SDK reads it. */
function token(call: Call): Answer {
  const { world } = call
  const session = sessionOf(call)
  const asked = text(call, 'organization_id')
  const organizationId = asked === undefined ? undefined : asked === '' ? null : ownOrganization(world, session, asked).id
  noticeActivity(world, session)
  return { json: { object: 'token', jwt: sessionToken(world, session, { azp: call.origin, organizationId }) } }
}

function tokenByTemplate(call: Call): Answer {
  const { world } = call
  const session = sessionOf(call)
  const template = templateNamed(world, call.params['template'] ?? '')
  noticeActivity(world, session)
  return { json: { object: 'token', jwt: templateToken(world, session, template, { azp: call.origin }) } }
}

function end(call: Call, status: 'ended' | 'removed'): Answer {
  const session = sessionOf(call)
  endSession(call.world, session, status)
  return withClient(call, sessionJson(call.world, session, call.origin))
}
