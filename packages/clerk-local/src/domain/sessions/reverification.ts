import { ApiError } from '../../http/api-error.ts'
import type { Reverification, Session } from '../../store/rows/session.ts'
import type { User } from '../../store/rows/user.ts'
import type { Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { hasSecondFactor } from '../users/second-factors.ts'

export type Level = Reverification['level']

/** How old a proof may be for what is sensitive. Clerk's. */
export const FRESH_MINUTES = 10

/** Minutes since the first and since the second factor was proven, the claim `fva`; -1 for one that never was. */
export function factorAges(world: World, { firstFactorAt, secondFactorAt }: Session): [number, number] {
  const age = (at: number | null) => (at === null ? -1 : Math.max(0, Math.floor((world.clock.now() - at) / 60_000)))
  return [age(firstFactorAt), age(secondFactorAt)]
}

/**
 * Throws where the session's user has to prove themselves again: `session_reverification_required`, on which
 * `useReverification` opens its dialogue. A user without a second factor is only asked for the first.
 */
export function refuseStaleFactor(world: World, session: Session, level: Level = 'second_factor'): void {
  if (!world.settings.reverification) return
  const [first, second] = factorAges(world, session).map((age) => (age === -1 ? null : age < FRESH_MINUTES))
  const fresh = level === 'first_factor' ? first : level === 'second_factor' ? (second ?? first) : first && second !== false
  const underWay = session.reverification !== null && session.reverification.status !== 'complete'
  if (fresh && !underWay) return
  const hint = { type: 'forbidden', reason: 'reverification-error', metadata: { reverification: { level, afterMinutes: FRESH_MINUTES } } }
  throw new ApiError(403, 'session_reverification_required', 'Reverification required', { clerk_error: hint }, 'You need to provide additional verification to perform this operation')
}

/** Opens a dialogue; one that was under way is forgotten. */
export function startReverification(world: World, session: Session, user: User, level: Level): void {
  const status = level === 'second_factor' && hasSecondFactor(user) ? 'needs_second_factor' : 'needs_first_factor'
  world.store.sessions.update(session, { reverification: { level, status, firstFactor: null, secondFactor: null } })
}

/** The dialogue that is under way at that step; throws where there is none. */
export function reverificationAt(session: Session, status: 'needs_first_factor' | 'needs_second_factor'): Reverification {
  if (session.reverification?.status === status) return session.reverification
  throw new ApiError(400, 'session_reverification_missing', 'is missing', {}, 'You need to start a new session verification flow first')
}

/** Notes how far a factor has come; with a proof the dialogue goes on or is complete. */
export function noteFactor(world: World, session: Session, user: User, factor: 'firstFactor' | 'secondFactor', verification: Verification): void {
  const { reverification } = session
  if (!reverification) return
  const proven = verification.status === 'verified'
  const more = factor === 'firstFactor' && reverification.level === 'multi_factor' && hasSecondFactor(user)
  const status = !proven ? reverification.status : more ? 'needs_second_factor' : 'complete'
  world.store.sessions.update(session, {
    ...(proven && { [`${factor}At`]: world.clock.now() }),
    reverification: { ...reverification, [factor]: verification, status },
  })
}
