import type { Instance } from '../instance/instance.ts'
import { activeSession } from '../domain/sessions.ts'
import type { Client } from '../store/rows/client.ts'
import type { World } from '../world.ts'
import { sessionToken } from './session-token.ts'

const FOREVER = 'Max-Age=315360000'

/** HttpOnly, and named per instance, so that two instances on localhost do not sign each other out. */
export const clientCookie = ({ cookieSuffix }: Instance) => `__client_${cookieSuffix}`
export const devBrowserCookie = ({ cookieSuffix }: Instance) => `__clerk_db_jwt_${cookieSuffix}`

/**
 * The cookies that a handshake sets on the app's origin: session, state, development browser and refresh token, each
 * with and without the key's suffix, as SDKs of different ages read one or the other.
 */
export function handshakeCookies(world: World, client: Client | undefined, devBrowser: string, origin: string | undefined): string[] {
  const { cookieSuffix } = world.instance
  const session = activeSession(world, client)
  const uat = session && client ? Math.floor(client.updatedAt / 1000) : 0
  const token = session ? sessionToken(world, session, { azp: origin }) : ''
  const cookies = ['', `_${cookieSuffix}`].flatMap((suffix) => [
    `__session${suffix}=${token}; Path=/; ${session ? FOREVER : 'Max-Age=0'}; SameSite=Lax`,
    `__client_uat${suffix}=${uat}; Path=/; ${FOREVER}; SameSite=Strict`,
    `__clerk_db_jwt${suffix}=${devBrowser}; Path=/; ${FOREVER}; SameSite=Lax`,
  ])
  if (session) cookies.push(`__refresh_${cookieSuffix}=${session.id}.${session.refreshToken}; Path=/; ${FOREVER}; HttpOnly; SameSite=Lax`)
  return cookies
}
