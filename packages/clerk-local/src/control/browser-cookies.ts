import { randomBytes } from 'node:crypto'
import { createClient, keepDevBrowser } from '../domain/sessions/clients.ts'
import { organizationFor } from '../domain/organizations/organization-access.ts'
import { startSession } from '../domain/sessions/sessions.ts'
import { localAddress } from '../http/access.ts'
import { fieldError } from '../http/api-error.ts'
import type { User } from '../store/rows/user.ts'
import { clientCookie, handshakeCookies } from '../tokens/cookies.ts'
import type { World } from '../world.ts'

/**
 * What makes a browser the user's without a form, as `Set-Cookie` lines for the app's host: a new session, what a
 * handshake gives, and the browser itself. `organization` is an id or slug, `null` for none, the user's first by default.
 */
export function browserCookies(world: World, user: User, organization: string | null | undefined, app: string): string[] {
  const url = localAddress(world, app)
  if (!url) throw fieldError('form_param_format_invalid', `${app} is no address of an app on this machine.`, 'app')
  const active = typeof organization === 'string' ? organizationFor(world, user, organization).organization.id : organization
  const client = createClient(world)
  startSession(world, client, user, active === undefined ? {} : { organizationId: active })
  const devBrowser = `dvb_${randomBytes(16).toString('hex')}`
  keepDevBrowser(world, devBrowser, client.id)
  const itself = `${clientCookie(world.instance)}=${client.id}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax`
  return [itself, ...handshakeCookies(world, client, devBrowser, url.origin)]
}
