import { createPublicKey, verify } from 'node:crypto'
import type { Session } from '../store/rows/session.ts'
import type { World } from '../world.ts'

/** The active session of a token that was given out here and has not expired; `undefined` for every other text. */
export function sessionOfToken(world: World, token: string): Session | undefined {
  const [head, payload, signature] = token.split('.')
  if (head === undefined || payload === undefined || signature === undefined) return undefined
  const signed = verify('RSA-SHA256', Buffer.from(`${head}.${payload}`), createPublicKey(world.key.publicPem), Buffer.from(signature, 'base64url'))
  if (!signed) return undefined
  // Signed by this instance, hence an object; tokens of machines and templates have no session.
  const { sid, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sid?: unknown; exp?: unknown }
  if (typeof sid !== 'string' || typeof exp !== 'number' || exp * 1000 <= world.clock.now()) return undefined
  const session = world.store.sessions.get(sid)
  return session?.status === 'active' && session.expireAt > world.clock.now() ? session : undefined
}
