import { activeSession } from '../domain/sessions/sessions.ts'
import type { Instance } from '../instance/instance.ts'
import type { Client } from '../store/rows/client.ts'
import type { World } from '../world.ts'
import { sessionToken } from './session-token.ts'

const FOREVER = 'Max-Age=315360000'

/** HttpOnly, and named per instance, so that two instances on localhost do not sign each other out. */
export const clientCookie = ({ cookieSuffix }: Instance) => `__client_${cookieSuffix}`
export const devBrowserCookie = ({ cookieSuffix }: Instance) => `__clerk_db_jwt_${cookieSuffix}`

/** The session cookie with and without the key's suffix, as SDKs of different ages read one or the other; without a token, gone. */
export const sessionCookies = (instance: Instance, token: string | null): string[] =>
  inBothNames(instance, (suffix) => `__session${suffix}=${token ?? ''}; Path=/; ${token === null ? 'Max-Age=0' : FOREVER}; SameSite=Lax`)

/** The cookies that a handshake sets on the app's origin: session, state, development browser and refresh token. */
export function handshakeCookies(world: World, client: Client | undefined, devBrowser: string, origin: string): string[] {
  const { instance } = world
  const session = activeSession(world, client)
  const uat = session && client ? Math.floor(client.updatedAt / 1000) : 0
  return [
    ...sessionCookies(instance, session && sessionToken(world, session, { azp: origin })),
    ...inBothNames(instance, (suffix) => `__client_uat${suffix}=${uat}; Path=/; ${FOREVER}; SameSite=Strict`),
    ...inBothNames(instance, (suffix) => `__clerk_db_jwt${suffix}=${devBrowser}; Path=/; ${FOREVER}; SameSite=Lax`),
    `__refresh_${instance.cookieSuffix}=${session ? `${session.id}.${session.refreshToken}` : ''}; Path=/; ${session ? FOREVER : 'Max-Age=0'}; HttpOnly; SameSite=Lax`,
  ]
}

const inBothNames = ({ cookieSuffix }: Instance, line: (suffix: string) => string) => ['', `_${cookieSuffix}`].map(line)
