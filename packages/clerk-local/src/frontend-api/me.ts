import { endOtherSessions, endSession, expireSessions, sessionsOf } from '../domain/sessions.ts'
import { checkPassword, defined, deleteUser, touchUser } from '../domain/users.ts'
import { fieldError, notFound } from '../http/api-error.ts'
import { record, text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Answer, type Route } from '../http/router.ts'
import { sessionWithActivityJson } from '../serialize/session.ts'
import { userJson } from '../serialize/user.ts'
import { requireSession, requireUser, withClient } from './piggyback.ts'

/** What a signed-in user reads and changes about themselves: the requests behind `<UserButton/>` and `<UserProfile/>`. */
export const meRoutes: Route[] = [
  get('/v1/me', (call) => read(userJson(call.world, requireUser(call)))),
  patch('/v1/me', update),
  remove('/v1/me', removeSelf),
  post('/v1/me/change_password', changePassword),
  get('/v1/me/sessions', sessions),
  get('/v1/me/sessions/active', sessions),
  post('/v1/me/sessions/:id/revoke', revokeSession),
]

const read = (response: unknown): Answer => ({ json: { response, client: null } })

function update(call: Call): Answer {
  const user = requireUser(call)
  const [firstName, lastName, primaryEmailId] = ['first_name', 'last_name', 'primary_email_address_id'].map((field) => text(call, field))
  if (primaryEmailId !== undefined && !user.emails.some(({ id, verified }) => id === primaryEmailId && verified)) throw notFound('Email address')
  const named = (name: string | undefined) => (name === undefined ? undefined : name || null)
  const change = defined({ firstName: named(firstName), lastName: named(lastName), primaryEmailId, unsafeMetadata: record(call, 'unsafe_metadata') })
  return withClient(call, userJson(call.world, touchUser(call.world, user, change)))
}

function removeSelf(call: Call): Answer {
  const user = requireUser(call)
  deleteUser(call.world, user)
  return withClient(call, { object: 'user', id: user.id, deleted: true })
}

function changePassword(call: Call): Answer {
  const user = requireUser(call)
  if (user.password !== null && user.password !== text(call, 'current_password'))
    throw fieldError('form_password_incorrect', 'Password is incorrect.', 'current_password')
  const password = text(call, 'new_password') ?? ''
  checkPassword(call.world, password)
  // The form's box is ticked from the start.
  if (text(call, 'sign_out_of_other_sessions') === 'true') endOtherSessions(call.world, requireSession(call))
  return withClient(call, userJson(call.world, touchUser(call.world, user, { password })))
}

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
