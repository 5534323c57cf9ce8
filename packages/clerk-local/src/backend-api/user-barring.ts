import { lockFrom, unlock } from '../domain/sign-ins/lockout.ts'
import { endSession, sessionsOf } from '../domain/sessions/sessions.ts'
import { touchUser, userById } from '../domain/users/users.ts'
import { texts } from './fields.ts'
import type { Call } from '../http/call.ts'
import { post, type Route } from '../http/router.ts'
import { backendUserJson } from '../serialize/user.ts'
import type { User } from '../store/rows/user.ts'
import { shown, userOf } from './users.ts'

/** Closing an account and opening it again. */
export const userBarringRoutes: Route[] = [
  post('/v1/users/ban', (call) => bulk(call, true)),
  post('/v1/users/unban', (call) => bulk(call, false)),
  post('/v1/users/:id/ban', (call) => shown(call, ban(call, userOf(call), true))),
  post('/v1/users/:id/unban', (call) => shown(call, ban(call, userOf(call), false))),
  post('/v1/users/:id/lock', (call) => shown(call, touchUser(call.world, userOf(call), lockFrom(call.world, call.world.clock.now())))),
  post('/v1/users/:id/unlock', (call) => {
    const user = userOf(call)
    unlock(call.world, user)
    return shown(call, user)
  }),
]

/** Who is banned is signed out everywhere. */
function ban({ world }: Call, user: User, banned: boolean): User {
  if (banned) for (const session of sessionsOf(world, user.id)) endSession(world, session, 'revoked')
  return touchUser(world, user, { banned })
}

/** All of them or, where one is not found, nobody. */
function bulk(call: Call, banned: boolean) {
  const users = (texts(call, 'user_ids') ?? []).map((id) => userById(call.world, id))
  return { json: users.map((user) => backendUserJson(call.world, ban(call, user, banned))) }
}
