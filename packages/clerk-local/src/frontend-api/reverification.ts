import { attemptFirst, attemptSecond, prepareFirst, prepareSecond } from '../domain/sessions/reverification-factors.ts'
import { refuseStaleFactor, startReverification, type Level } from '../domain/sessions/reverification.ts'
import { userById } from '../domain/users/users.ts'
import { fieldError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { post, type Answer, type Route } from '../http/router.ts'
import { reverificationJson } from '../serialize/reverification.ts'
import type { Session } from '../store/rows/session.ts'
import type { User } from '../store/rows/user.ts'
import { requireSession, withClient } from './piggyback.ts'

const LEVELS: readonly string[] = ['first_factor', 'second_factor', 'multi_factor']
const isLevel = (level: string): level is Level => LEVELS.includes(level)

/** A signed-in user proves themselves again: `<UserVerification/>`, `session.startVerification()`. */
export const reverificationRoutes: Route[] = [
  post('/v1/client/sessions/:id/verify', (call) =>
    step(call, (session, user) => {
      const level = text(call, 'level') ?? 'second_factor'
      if (!isLevel(level)) throw fieldError('form_param_value_invalid', `level must be one of ${LEVELS.join(', ')}.`, 'level')
      startReverification(call.world, session, user, level)
    })),
  post('/v1/client/sessions/:id/verify/prepare_first_factor', (call) =>
    step(call, (session, user) => prepareFirst(call.world, session, user, text(call, 'strategy'), text(call, 'email_address_id') ?? text(call, 'phone_number_id'), call.origin))),
  post('/v1/client/sessions/:id/verify/attempt_first_factor', (call) =>
    step(call, (session, user) => attemptFirst(call.world, session, user, text(call, 'strategy'), proofOf(call)))),
  post('/v1/client/sessions/:id/verify/prepare_second_factor', (call) =>
    step(call, (session, user) => prepareSecond(call.world, session, user, text(call, 'strategy'), text(call, 'phone_number_id')))),
  post('/v1/client/sessions/:id/verify/attempt_second_factor', (call) =>
    step(call, (session, user) => attemptSecond(call.world, session, user, text(call, 'strategy'), proofOf(call)))),
]

/** For routes that change what an account is signed in with: its user must have proven themselves lately. */
export function requireFreshFactor(call: Call, level?: Level): void {
  refuseStaleFactor(call.world, requireSession(call), level)
}

async function step(call: Call, act: (session: Session, user: User) => void | Promise<void>): Promise<Answer> {
  const session = requireSession(call, call.params['id'])
  await act(session, userById(call.world, session.userId))
  const { reverification } = session
  return withClient(call, reverification && reverificationJson(call.world, session, reverification, call.origin))
}

const proofOf = (call: Call) => ({ password: text(call, 'password'), code: text(call, 'code'), credential: text(call, 'public_key_credential'), origin: call.origin })
