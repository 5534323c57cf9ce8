import type { ClientJSON } from '@clerk/shared/types'
import { isOpen } from '../domain/sessions.ts'
import type { Client } from '../store/rows/client.ts'
import type { World } from '../world.ts'
import { sessionJson } from './session.ts'
import { signInJson } from './sign-in.ts'
import { signUpJson } from './sign-up.ts'
import { sent } from './wire.ts'

const YEAR_MS = 365 * 86_400_000

export function clientJson(world: World, client: Client, origin: string | undefined): ClientJSON {
  const { sessions, signIns, signUps } = world.store
  const signIn = client.signInId === null ? undefined : signIns.get(client.signInId)
  const signUp = client.signUpId === null ? undefined : signUps.get(client.signUpId)
  return sent<ClientJSON>({
    object: 'client',
    id: client.id,
    sessions: client.sessionIds.flatMap((id) => {
      const session = sessions.get(id)
      return session && isOpen(session) ? [sessionJson(world, session, origin)] : []
    }),
    sign_in: signIn ? signInJson(world, signIn) : null,
    sign_up: signUp ? signUpJson(signUp) : null,
    captcha_bypass: true,
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: client.lastStrategy,
    cookie_expires_at: world.clock.now() + YEAR_MS,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  })
}
