import { isLocalHost, localAddress } from '../../http/access.ts'
import { ApiError } from '../../http/api-error.ts'
import type { CustomProvider } from '../../instance/settings.ts'
import type { World } from '../../world.ts'
import type { Consent } from './consent.ts'
import { joinedScopes } from './scopes.ts'

/** Where a provider that is real asks its users, or `null` for one that the local page plays. */
export function authorizeAddress(world: World, provider: string, state: string, additionalScopes: readonly string[]): string | null {
  const custom = world.settings.customProviders[provider]
  if (!custom?.authorizeUrl) return null
  const target = localUrl(custom.authorizeUrl)
  const asked = { response_type: 'code', client_id: custom.clientId ?? '', redirect_uri: callbackUrl(world), scope: joinedScopes(custom.scopes ?? 'openid profile email', ...additionalScopes), state }
  for (const [name, value] of Object.entries(asked)) target.searchParams.set(name, value)
  return target.href
}

/** Where it sends its users back to: the redirect URI to enter there. */
export const callbackUrl = ({ url, instance }: World): string => `${url}/i/${instance.name}/v1/oauth_callback`

/** Who somebody is at a provider, by the code that came back with them (RFC 6749, OpenID Connect). */
export async function consentBy(world: World, provider: string, code: string): Promise<Consent> {
  const custom = world.settings.customProviders[provider]
  if (!custom?.tokenUrl || !custom.userInfoUrl) throw new ApiError(400, 'oauth_callback_invalid', 'Invalid callback', {}, 'This provider has no tokens to give.')
  const token = await accessToken(custom, code, callbackUrl(world))
  const claims = token === null ? null : await answer(custom.userInfoUrl, { headers: { authorization: `Bearer ${token}` } })
  if (typeof claims?.['email'] !== 'string') return { error: 'server_error' }
  const said = (claim: string) => (typeof claims[claim] === 'string' ? claims[claim] : '')
  return { profile: { emailAddress: claims['email'], firstName: said('given_name'), lastName: said('family_name') } }
}

async function accessToken({ tokenUrl = '', clientId = '', clientSecret = '' }: CustomProvider, code: string, redirectUri: string): Promise<string | null> {
  const body = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: clientId, client_secret: clientSecret })
  const token = (await answer(tokenUrl, { method: 'POST', body }))?.['access_token']
  return typeof token === 'string' ? token : null
}

/** What an address of this machine answers, or `null` where that is nothing to go on with. */
async function answer(address: string, init: RequestInit): Promise<Record<string, unknown> | null> {
  try {
    const response = await fetch(localUrl(address), { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
    const json: unknown = response.ok ? await response.json() : null
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null // checked on this line
  } catch {
    return null
  }
}

const TIMEOUT_MS = 10_000

/** A stand-in talks to nobody but this machine. */
function localUrl(address: string): URL {
  const url = localAddress({ isName: isLocalHost }, address)
  if (url) return url
  throw new ApiError(422, 'form_param_format_invalid', 'is invalid', {}, `${address} is not an address on this machine.`)
}
