import type { Session } from '../store/rows/session.ts'
import type { World } from '../world.ts'
import { verifiedClaims } from './verify-token.ts'

/** The active session of a token that was given out here and has not expired; `undefined` for every other text. */
export function sessionOfToken(world: World, token: string): Session | undefined {
  const claims = verifiedClaims(world.key, token)
  // Tokens of machines and templates have no session.
  if (typeof claims?.['sid'] !== 'string' || !(Number(claims['exp']) * 1000 > world.clock.now())) return undefined
  const session = world.store.sessions.get(claims['sid'])
  return session?.status === 'active' && session.expireAt > world.clock.now() ? session : undefined
}
