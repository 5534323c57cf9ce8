import { checkPasswordRules } from '../domain/users/password-rules.ts'
import { endOtherSessions } from '../domain/sessions/sessions.ts'
import { failed, refuseBarred } from '../domain/sign-ins/lockout.ts'
import { hasPassword } from '../domain/sign-ins/sign-ins-factors.ts'
import { passwordMatches } from '../domain/sign-ins/sign-ins-password.ts'
import { touchUser } from '../domain/users/users.ts'
import { ApiError, fieldError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { post, type Answer, type Route } from '../http/router.ts'
import { userJson } from '../serialize/user.ts'
import type { User } from '../store/rows/user.ts'
import { requireSession, requireUser, withClient } from './piggyback.ts'

/** The password section of `<UserProfile/>`. */
export const passwordRoutes: Route[] = [post('/v1/me/change_password', changePassword), post('/v1/me/remove_password', removePassword)]

async function changePassword(call: Call): Promise<Answer> {
  const user = requireUser(call)
  // Whoever has to choose a new one has just proven themselves by something else: the old one is what cannot be trusted.
  if (!requireSession(call).tasks.includes('reset-password')) await proveCurrent(call, user)
  const password = text(call, 'new_password') ?? ''
  checkPasswordRules(call.world, password, 'new_password')
  // The form's box is ticked from the start.
  if (text(call, 'sign_out_of_other_sessions') === 'true') endOtherSessions(call.world, requireSession(call))
  return withClient(call, userJson(call.world, touchUser(call.world, user, { password, passwordDigest: null, passwordMustChange: false })))
}

async function removePassword(call: Call): Promise<Answer> {
  const { world } = call
  const user = requireUser(call)
  if (!hasPassword(user)) throw new ApiError(400, 'no_password_set', 'No password set', {}, 'There is no password set for this account.')
  if (world.settings.attributes.password.required) throw new ApiError(422, 'password_required', 'Password required', {}, 'You are not allowed to remove your password.')
  await proveCurrent(call, user)
  return withClient(call, userJson(world, touchUser(world, user, { password: null, passwordDigest: null })))
}

/** A form that asks for the password sends it; where a fresh proof was given instead, nothing is sent. */
async function proveCurrent(call: Call, user: User): Promise<void> {
  const current = text(call, 'current_password')
  if (!hasPassword(user) || (current === undefined && call.world.settings.reverification)) return
  refuseBarred(call.world, user)
  if (current === undefined) throw wrongCurrentPassword()
  const right = await passwordMatches(user, current)
  requireUser(call) // who may have been signed out meanwhile
  if (!right) throw failed(call.world, user, wrongCurrentPassword())
}

const wrongCurrentPassword = () => fieldError('form_password_incorrect', 'Password is incorrect. Try again, or use another method.', 'current_password')
