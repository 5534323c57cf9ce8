import type { ClientJSON } from '@clerk/shared/types'
import { activeSession, openSessions } from '../domain/sessions/sessions.ts'
import type { Client } from '../store/rows/client.ts'
import type { World } from '../world.ts'
import { backendSessionJson, sessionJson } from './session.ts'
import { signInJson } from './sign-in.ts'
import { signUpJson } from './sign-up.ts'
import { sent } from './wire.ts'

const YEAR_MS = 365 * 86_400_000

/** The browser as the Frontend API shows it to itself. */
export function clientJson(world: World, client: Client, origin: string | undefined): ClientJSON {
  const { signIns, signUps } = world.store
  const signIn = client.signInId === null ? undefined : signIns.get(client.signInId)
  const signUp = client.signUpId === null ? undefined : signUps.get(client.signUpId)
  return sent<ClientJSON>({
    object: 'client',
    id: client.id,
    sessions: openSessions(world, client).map((session) => sessionJson(world, session, origin)),
    sign_in: signIn ? signInJson(world, signIn) : null,
    sign_up: signUp ? signUpJson(world, signUp) : null,
    captcha_bypass: true,
    last_active_session_id: activeSession(world, client)?.id ?? null,
    last_authentication_strategy: client.lastStrategy,
    cookie_expires_at: world.clock.now() + YEAR_MS,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  })
}

/** The browser as the Backend API shows it. */
export function backendClientJson(world: World, client: Client) {
  const open = openSessions(world, client)
  return {
    object: 'client' as const,
    id: client.id,
    session_ids: open.map(({ id }) => id),
    sessions: open.map((session) => backendSessionJson(world, session)),
    sign_in_id: client.signInId,
    sign_up_id: client.signUpId,
    last_active_session_id: activeSession(world, client)?.id ?? null,
    last_authentication_strategy: client.lastStrategy,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  }
}
