import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApiError } from './api-error.ts'

/** A name that always means this machine. */
export const isLocalHost = (hostname: string) =>
  ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.localhost')

/** A page elsewhere that points its own name at this machine (DNS rebinding) must reach nothing. */
export function refuseForeignHost({ headers }: IncomingMessage): void {
  if (isLocalHost(headers.host?.replace(/:\d+$/, '') ?? '')) return
  throw new ApiError(403, 'host_not_allowed', 'The stand-in answers to this machine only.')
}

/** The control API resets state and hands out sessions: only the stand-in's own page and programs may call it. */
export function refuseForeignPage({ headers }: IncomingMessage): void {
  const { origin } = headers
  const sameOrigin = origin === undefined || parsed(origin)?.host === headers.host
  if (sameOrigin && !['cross-site', 'same-site'].includes(String(headers['sec-fetch-site']))) return
  throw new ApiError(403, 'origin_not_allowed', 'The control API takes no requests from other pages.')
}

/** Credentialed CORS for pages of this machine that call the stand-in without a proxy. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers
  if (!origin || !isLocalHost(parsed(origin)?.hostname ?? '')) return
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-credentials', 'true')
  response.setHeader('access-control-expose-headers', 'Authorization, Clerk-Db-Jwt')
  response.setHeader('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
  response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*')
  response.setHeader('vary', 'Origin')
}

/** `Origin: null` is what a sandboxed frame sends, and is no address. */
const parsed = (origin: string) => (URL.canParse(origin) ? new URL(origin) : undefined)
