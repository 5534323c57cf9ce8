import type { SessionJSON } from '@clerk/shared/types'
import { factorAges } from '../domain/reverification.ts'
import { isOpen } from '../domain/sessions.ts'
import { userById } from '../domain/users.ts'
import type { Session } from '../store/rows/session.ts'
import { sessionToken } from '../tokens/session-token.ts'
import type { World } from '../world.ts'
import { publicUserDataJson } from './public-user-data.ts'
import { userJson } from './user.ts'

const MONTH_MS = 30 * 86_400_000

/** The session as the Frontend API shows it, with a fresh token while it is open. */
export function sessionJson(world: World, session: Session, origin: string | undefined): SessionJSON {
  const user = userById(world, session.userId)
  const token = isOpen(session) ? { object: 'token' as const, jwt: sessionToken(world, session, { azp: origin }) } : null
  return {
    ...common(session),
    object: 'session',
    status: session.status,
    factor_verification_age: factorAges(world, session),
    last_active_token: token as SessionJSON['last_active_token'], // null for a session that has ended
    actor: session.actor as SessionJSON['actor'], // the claim as the token's maker gave it, with a `sub`
    tasks: session.tasks.length > 0 ? session.tasks.map((key) => ({ key })) : null,
    user: userJson(world, user),
    public_user_data: publicUserDataJson(world, user),
  }
}

/** The session as the Backend API shows it. */
export function backendSessionJson(session: Session) {
  return { ...common(session), object: 'session' as const, client_id: session.clientId, user_id: session.userId, status: session.status, actor: session.actor }
}

/** The session as the list of devices shows it. */
export function sessionWithActivityJson(world: World, session: Session) {
  return {
    ...sessionJson(world, session, undefined),
    last_active_token: null,
    user: null,
    latest_activity: {
      object: 'session_activity',
      id: session.activity.id,
      device_type: 'This computer',
      is_mobile: false,
      browser_name: 'Browser',
      browser_version: '',
      ip_address: '127.0.0.1',
      city: 'Localhost',
      country: '',
    },
  }
}

function common(session: Session) {
  return {
    id: session.id,
    last_active_at: session.lastActiveAt,
    last_active_organization_id: session.organizationId,
    expire_at: session.expireAt,
    abandon_at: session.createdAt + MONTH_MS,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  }
}
