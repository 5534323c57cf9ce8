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
  const authorizations = valuesOf(rawHeaders, 'authorization')
  if (authorizations.length > 1) return { kind: 'malformed', problem: 'More than one Authorization header.' }
  const [authorization] = authorizations
  if (authorization !== undefined) return bearer(authorization)

  const cookies = valuesOf(rawHeaders, 'cookie').flatMap((header) => header.split(/; */))
  for (const name of [`__session_${suffix}`, '__session']) {
    const values = cookies.filter((cookie) => cookie.startsWith(`${name}=`)).map((cookie) => cookie.slice(name.length + 1))
    if (values.length > 1) return { kind: 'malformed', problem: `More than one ${name} cookie.` }
    if (values[0]) return { kind: 'cookie', token: values[0] }
  }
  return { kind: 'none' }
}

function bearer(authorization: string): Credential {
  const token = /^Bearer +([^\s]+)$/i.exec(authorization.trim())?.[1]
  return token ? { kind: 'bearer', token } : { kind: 'malformed', problem: 'The Authorization header is not a Bearer token.' }
}

function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
}
