import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a request that is signed in by cookie may write. Browsers attach cookies to requests that other sites' pages
 * make, and say so in `Origin` (on every POST) and `Sec-Fetch-Site`; a forwarded host is never believed.
 *
 * Without either header the request does not come from a browser's page, and no page can have forged it.
 */
export function isAllowedOrigin(headers: IncomingHttpHeaders, allowedOrigins: readonly string[]): boolean {
  const { origin } = headers
  if (origin !== undefined) return allowedOrigins.includes(origin)
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}
