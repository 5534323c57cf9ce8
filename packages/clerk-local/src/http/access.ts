import type { IncomingMessage, ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import { ApiError } from './api-error.ts'

/** A name that always means this machine. */
export const isLocalHost = (hostname: string) =>
  ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.localhost')

/** The address, where it is one of a page on this machine: nothing that carries a session leads anywhere else. `null` for any other, and for what is none. */
export function localAddress({ isName }: { readonly isName: HostCheck }, text: string | null | undefined, base?: string): URL | null {
  if (!text || !URL.canParse(text, base)) return null
  const url = new URL(text, base)
  return /^https?:$/.test(url.protocol) && isName(url.hostname) ? url : null
}

/** Addresses to listen on that nobody else can reach. */
export const isLoopback = (host: string) => ['localhost', '127.0.0.1', '::1'].includes(host)

/** Whether a name means this machine: the stand-in answers to it, and pages there are its apps. */
export type HostCheck = (hostname: string) => boolean

/**
 * The names of a stand-in that listens on `host`: this machine's, that one, and those that were allowed. Where it listens
 * on every address it is called by any of them; addresses, unlike names, cannot be pointed elsewhere.
 */
export function namesOf(host: string, allowed: readonly string[]): HostCheck {
  const names = [host, ...allowed].map((name) => name.toLowerCase())
  const everywhere = host === '0.0.0.0' || host === '::'
  return (hostname) => {
    const address = hostname.replace(/^\[|\]$/g, '')
    return isLocalHost(hostname) || names.includes(address) || (everywhere && isIP(address) !== 0)
  }
}

/** A page elsewhere that points its own name at this machine (DNS rebinding) must reach nothing. */
export function refuseForeignHost({ headers }: IncomingMessage, isName: HostCheck = isLocalHost): void {
  const hostname = headers.host?.replace(/:\d+$/, '').toLowerCase() ?? ''
  if (isName(hostname)) return
  throw new ApiError(403, 'host_not_allowed', `The stand-in does not answer to the name ${hostname.slice(0, 100) || 'that is none'}; start it with --allow-host for that.`)
}

/** The control API resets state and hands out sessions: only the stand-in's own page and programs may call it. */
export function refuseForeignPage({ headers }: IncomingMessage): void {
  const { origin } = headers
  const sameOrigin = origin === undefined || parsed(origin)?.host === headers.host
  if (sameOrigin && !['cross-site', 'same-site'].includes(String(headers['sec-fetch-site']))) return
  throw new ApiError(403, 'origin_not_allowed', 'The control API takes no requests from other pages.')
}

/** An app passes the Frontend API on to whoever can reach it, by Clerk's SDK, which says so in this header: nothing else. */
export function refuseProxied({ headers }: IncomingMessage): void {
  if (headers['clerk-proxy-url'] === undefined) return
  throw new ApiError(403, 'proxy_not_allowed', 'The control API, its pages and the Backend API are at the stand-in’s own address, and not at an app’s.')
}

/** Credentialed CORS for pages of this machine that call the stand-in without a proxy. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, isName: HostCheck): void {
  const { origin } = request.headers
  if (!origin || !isName(parsed(origin)?.hostname ?? '')) return
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-credentials', 'true')
  response.setHeader('access-control-expose-headers', 'Authorization, Clerk-Db-Jwt')
  response.setHeader('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
  response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*')
  response.setHeader('vary', 'Origin')
}

/** `Origin: null` is what a sandboxed frame sends, and is no address. */
const parsed = (origin: string) => (URL.canParse(origin) ? new URL(origin) : undefined)
