import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import type { ClerkOptions } from '../options.ts'
import { issuerOf } from './issuer.ts'
import { problemWithKey } from './signing-keys.ts'

const MAX_BYTES = 256_000
const MAX_KEYS = 100

/** An instance's public keys by their ids. */
export type KeySet = ReadonlyMap<string, KeyObject>
export type FetchKeys = (signal: AbortSignal) => Promise<KeySet>

/**
 * Fetches an instance's keys from its issuer: `/.well-known/jwks.json` is public, costs no quota of the Backend API, and
 * the secret key does not travel. Behind a proxy the issuer is the proxy's address, which `issuers` has to name first
 * anyway.
 *
 * Where the Backend API's address is given, as for the local stand-in, the issuer in the key is no address at all: then
 * the keys come from that API's `/v1/jwks`, as Clerk's SDK asks for them.
 */
export function keyFetcher({ apiUrl, secretKey, issuers, publishableKey }: ClerkOptions): FetchKeys {
  const [url, headers] = apiUrl
    ? [`${withoutSlash(apiUrl)}/v1/jwks`, { authorization: `Bearer ${secretKey}` }]
    : [`${withoutSlash(issuers?.[0] ?? issuerOf(publishableKey))}/.well-known/jwks.json`, {}]
  return async (signal) => {
    const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json', ...headers } })
    if (response.status !== 200) {
      await response.body?.cancel()
      throw new Error(`${url} answered ${response.status}`)
    }
    return readKeys(await textOf(response, url), url)
  }
}

const withoutSlash = (url: string) => url.replace(/\/+$/, '')

async function textOf(response: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BYTES) throw new Error(`${url} answered more than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

/** The keys of a JWK set (RFC 7517) that sign RS256; of two with one id the first. */
function readKeys(text: string, url: string): KeySet {
  const { keys } = parsed(text) as { keys?: unknown } // looked at on the next line
  const usable = new Map<string, KeyObject>()
  for (const jwk of Array.isArray(keys) ? keys.slice(0, MAX_KEYS) : []) {
    const [kid, key] = readKey(jwk) ?? []
    if (kid !== undefined && key && !usable.has(kid)) usable.set(kid, key)
  }
  if (usable.size === 0) throw new Error(`${url} answered no key that can be used`)
  return usable
}

function parsed(text: string): object {
  try {
    return Object(JSON.parse(text))
  } catch {
    throw new Error('the answer is not JSON')
  }
}

function readKey(jwk: unknown): [kid: string, key: KeyObject] | null {
  const { kid, kty, use, alg, n, e } = Object(jwk) as Record<string, unknown> // each is looked at below
  if (kty !== 'RSA' || (use !== undefined && use !== 'sig') || (alg !== undefined && alg !== 'RS256')) return null
  if (typeof kid !== 'string' || typeof n !== 'string' || typeof e !== 'string') return null
  try {
    const key = createPublicKey({ key: { kty, n, e } satisfies JsonWebKey, format: 'jwk' })
    return problemWithKey(key) === null ? [kid, key] : null
  } catch {
    return null
  }
}
