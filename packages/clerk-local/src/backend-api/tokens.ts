import { randomBytes } from 'node:crypto'
import type { Call } from '../http/call.ts'
import { get, post, type Route } from '../http/router.ts'

const HOUR_S = 3600

export const tokenRoutes: Route[] = [
  get('/v1/jwks', keys),
  post('/v1/testing_tokens', ({ world }) => {
    const now = Math.floor(world.clock.now() / 1000)
    return { json: { object: 'testing_token', token: `${now}-c_${randomBytes(16).toString('hex')}`, expires_at: now + HOUR_S } }
  }),
]

/** The public keys that verify tokens (RFC 7517); anybody may read them. */
export function keys({ world }: Call) {
  return { json: { keys: [world.key.jwk] } }
}
