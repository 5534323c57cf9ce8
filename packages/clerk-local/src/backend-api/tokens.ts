import { randomBytes } from 'node:crypto'
import { userById } from '../domain/users.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, type Route } from '../http/router.ts'
import { newId } from '../store/ids.ts'

const HOUR_S = 3600
/** How long a sign-in token lives where nothing else is asked for. Clerk's default. */
const MONTH_S = 30 * 24 * HOUR_S

export const tokenRoutes: Route[] = [
  get('/v1/jwks', keys),
  post('/v1/sign_in_tokens', signInToken),
  post('/v1/testing_tokens', ({ world }) => {
    const now = Math.floor(world.clock.now() / 1000)
    return { json: { object: 'testing_token', token: `${now}-c_${randomBytes(16).toString('hex')}`, expires_at: now + HOUR_S } }
  }),
]

export function keys({ world }: Call) {
  return { json: { keys: [world.key.jwk] } }
}

function signInToken(call: Call) {
  const { world } = call
  const user = userById(world, text(call, 'user_id') ?? '')
  const token = randomBytes(32).toString('base64url')
  const now = world.clock.now()
  const seconds = Number(text(call, 'expires_in_seconds')) || MONTH_S
  const { id } = world.store.tickets.insert({
    id: newId('sit'),
    kind: 'sign_in',
    token,
    userId: user.id,
    status: 'pending',
    actor: null,
    sessionSeconds: null,
    expireAt: now + seconds * 1000,
    createdAt: now,
    updatedAt: now,
  })
  return {
    json: {
      object: 'sign_in_token',
      id,
      user_id: user.id,
      token,
      status: 'pending',
      url: `${world.url}/v1/tickets/accept?ticket=${token}`,
      created_at: now,
      updated_at: now,
    },
  }
}
