import { createHash } from 'node:crypto'

/** What a request presents to say who is asking. */
export type Credential =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer' | 'cookie'; readonly token: string }
  /** Something that cannot be understood in one way only, and is therefore refused. */
  | { readonly kind: 'malformed'; readonly problem: string }

/** The suffix of Clerk's cookies: 8 characters of the URL-safe base64 of SHA-1 of the publishable key. */
export function cookieSuffix(publishableKey: string): string {
  return createHash('sha1').update(publishableKey).digest('base64url').slice(0, 8)
}

/**
 * Reads the credential from raw headers, names and values in turn: of a repeated header Node's own record keeps only
 * one. An `Authorization` header decides alone; a bad one never falls back to a cookie.
 */
export function readCredential(rawHeaders: readonly string[], suffix: string): Credential {
  let authorization: string | undefined
  let cookies: string | undefined
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!
    // By length first: every request passes here, and most headers are something else.
    if (name.length === 13 && name.toLowerCase() === 'authorization') {
      if (authorization !== undefined) return { kind: 'malformed', problem: 'More than one Authorization header.' }
      authorization = rawHeaders[index + 1]!
    } else if (name.length === 6 && name.toLowerCase() === 'cookie') {
      cookies = cookies === undefined ? rawHeaders[index + 1]! : `${cookies};${rawHeaders[index + 1]!}`
    }
  }
  if (authorization !== undefined) return bearer(authorization)
  return cookies === undefined ? NONE : fromCookies(cookies, suffix)
}

const NONE: Credential = { kind: 'none' }

function bearer(authorization: string): Credential {
  if (authorization.startsWith('Bearer ') && authorization.length > 7 && authorization.indexOf(' ', 7) === -1) return { kind: 'bearer', token: authorization.slice(7) }
  const token = /^Bearer +([^\s]+)$/i.exec(authorization.trim())?.[1]
  return token ? { kind: 'bearer', token } : { kind: 'malformed', problem: 'The Authorization header is not a Bearer token.' }
}

function fromCookies(header: string, suffix: string): Credential {
  if (!header.includes('__session')) return NONE
  const cookies = header.split(/;[ \t]*/)
  for (const name of [`__session_${suffix}=`, '__session=']) {
    const values = cookies.filter((cookie) => cookie.startsWith(name)).map((cookie) => cookie.slice(name.length))
    if (values.length > 1) return { kind: 'malformed', problem: `More than one ${name.slice(0, -1)} cookie.` }
    if (values[0]) return { kind: 'cookie', token: values[0] }
  }
  return NONE
}
