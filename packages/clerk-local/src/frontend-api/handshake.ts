import { randomBytes } from 'node:crypto'
import { keepDevBrowser } from '../domain/sessions/clients.ts'
import { activeSession, switchOrganization } from '../domain/sessions/sessions.ts'
import { localAddress } from '../http/access.ts'
import { ApiError } from '../http/api-error.ts'
import type { Call } from '../http/call.ts'
import { get, type Answer, type Route } from '../http/router.ts'
import { handshakeCookies } from '../tokens/cookies.ts'
import { signJwt } from '../tokens/jwt.ts'
import type { Session } from '../store/rows/session.ts'
import type { World } from '../world.ts'
import { newDevBrowser } from './client.ts'

/**
 * Where the app's middleware sends a browser whose cookies do not say clearly whether it is signed in; it comes back
 * with a nonce (or, for older SDKs, a signed token) that stands for fresh cookies.
 */
export const handshakeRoutes: Route[] = [get('/v1/client/handshake', handshake)]

function handshake(call: Call): Answer {
  const { world, query } = call
  const target = returnAddress(world, query.get('redirect_url'))
  const devBrowser = knownDevBrowser(call) ?? newDevBrowser(call)
  if (call.client) keepDevBrowser(world, devBrowser, call.client.id)

  const session = activeSession(world, call.client)
  const organization = query.get('organization_id')
  if (session && organization !== null) tryOrganization(world, session, organization)

  const cookies = handshakeCookies(world, call.client, devBrowser, target.origin)
  if (query.get('format') === 'nonce') {
    const nonce = randomBytes(16).toString('hex')
    world.store.nonces.insert({ id: nonce, directives: cookies, createdAt: world.clock.now() })
    target.searchParams.set('__clerk_handshake_nonce', nonce)
  } else {
    target.searchParams.set('__clerk_handshake', signJwt(world.key, { handshake: cookies }))
  }
  return { redirect: target.href, status: 307 }
}

/** The organization that the app's URL names. A stranger's leaves the session as it is: the page decides what to show, not a bare 404. */
function tryOrganization(world: World, session: Session, idOrSlug: string): void {
  try {
    switchOrganization(world, session, idOrSlug || null)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}

function knownDevBrowser({ world, devBrowser }: Call): string | undefined {
  return devBrowser !== undefined && world.store.devBrowsers.has(devBrowser) ? devBrowser : undefined
}

/** Only this machine's pages: the answer carries a session. */
function returnAddress(world: World, redirectUrl: string | null): URL {
  const url = localAddress(world, redirectUrl)
  if (url) return url
  throw new ApiError(400, 'invalid_redirect_url', 'redirect_url is not an address on this machine.')
}
