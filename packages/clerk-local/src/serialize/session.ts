import type { SessionJSON } from '@clerk/shared/types'
import { factorAges } from '../domain/sessions/reverification.ts'
import { abandonAt, isOpen } from '../domain/sessions/sessions.ts'
import { userById } from '../domain/users/users.ts'
import type { Session } from '../store/rows/session.ts'
import { sessionToken } from '../tokens/session-token.ts'
import type { World } from '../world.ts'
import { publicUserDataJson } from './public-user-data.ts'
import { sessionActivityJson } from './session-activity.ts'
import { userJson } from './user.ts'

/** The session as the Frontend API shows it, with a fresh token while it is open. */
export function sessionJson(world: World, session: Session, origin: string | undefined): SessionJSON {
  const user = userById(world, session.userId)
  const token = isOpen(session) ? { object: 'token' as const, jwt: sessionToken(world, session, { azp: origin }) } : null
  return {
    ...common(world, session),
    object: 'session',
    factor_verification_age: factorAges(world, session),
    last_active_token: token as SessionJSON['last_active_token'], // null for a session that has ended
    actor: session.actor as SessionJSON['actor'], // the claim as the token's maker gave it, with a `sub`
    tasks: session.tasks.length > 0 ? session.tasks.map((key) => ({ key })) : null,
    user: userJson(world, user),
    public_user_data: publicUserDataJson(world, user),
  }
}

/** The session as the Backend API shows it. */
export function backendSessionJson(world: World, session: Session) {
  return {
    ...common(world, session),
    object: 'session' as const,
    client_id: session.clientId,
    user_id: session.userId,
    actor: session.actor,
    latest_activity: sessionActivityJson(session.activity),
  }
}

/** The session as the list of devices shows it. */
export function sessionWithActivityJson(world: World, session: Session) {
  return { ...common(world, session), object: 'session' as const, actor: session.actor, last_active_token: null, user: null, latest_activity: sessionActivityJson(session.activity) }
}

function common(world: World, session: Session) {
  return {
    id: session.id,
    status: session.status,
    last_active_at: session.lastActiveAt,
    last_active_organization_id: session.organizationId,
    expire_at: session.expireAt,
    abandon_at: abandonAt(world, session),
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  }
}
