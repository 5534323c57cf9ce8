import type { Actor } from '@throughline/contract'
import { TokenRejectedError } from './token-verifier.ts'

type Json = Readonly<Record<string, unknown>>

/** `cat` in the header of a session token; tokens of templates and machines carry other classes. */
const SESSION_TOKEN_CLASS = 'cl_B7d4PD111AAA'
/** The longest life of a token that is taken, in seconds; Clerk's live for 60. */
export const MAX_LIFETIME_S = 3_600

export interface ExpectedClaims {
  readonly issuers: readonly string[]
  readonly authorizedParties: readonly string[]
}

/** Header and payload of a token as JSON objects, before any cryptography. Signature and times are not looked at. */
export function decode(token: string): { header: Json; payload: Json } {
  const parts = token.split('.')
  if (parts.length !== 3) throw new TokenRejectedError('token-invalid', 'The token does not have three parts.')
  return { header: jsonObject(parts[0], 'header'), payload: jsonObject(parts[1], 'payload') }
}

function jsonObject(part: string | undefined, what: string): Json {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json // checked on this line
  } catch (cause) {
    throw new TokenRejectedError('token-invalid', `The token's ${what} is not JSON.`, { cause })
  }
  throw new TokenRejectedError('token-invalid', `The token's ${what} is not an object.`)
}

/** What the SDK lets pass in a header and we do not. */
export function checkHeader(header: Json): void {
  require(header['alg'] === 'RS256', 'alg is not RS256')
  require(header['crit'] === undefined, 'crit names an extension that is not understood')
  require(header['cat'] === undefined || header['cat'] === SESSION_TOKEN_CLASS, 'cat is that of another class of token')
}

/** What the SDK lets pass in a payload and we do not. */
export function checkPayload(payload: Json, { issuers, authorizedParties }: ExpectedClaims): void {
  const { iss, azp, sid, sub, sts, exp, iat } = payload
  require(typeof iss === 'string' && issuers.includes(iss), 'iss is not this instance')
  require(typeof azp === 'string' && authorizedParties.includes(azp), 'azp is not an authorized party')
  require(typeof sid === 'string' && /^sess_[A-Za-z0-9]{1,64}$/.test(sid), 'sid is missing or malformed')
  require(typeof sub === 'string' && /^user_[A-Za-z0-9]{1,64}$/.test(sub), 'sub is missing or malformed')
  require(sts === undefined || sts === 'active', 'the session is not active')
  require(typeof exp === 'number' && typeof iat === 'number', 'exp or iat is missing')
  require(Number(exp) - Number(iat) <= MAX_LIFETIME_S, 'it lives too long')
}

/** The actor in a payload that has been checked. */
export function actorOf(payload: Json): Actor {
  const { sub, sid, o, fea } = payload as { sub: string; sid: string; o?: unknown; fea?: unknown } // checkPayload() has seen both
  const personal = { userId: sub, sessionId: sid, orgId: null, orgSlug: null, orgRole: null, orgPermissions: [] }
  if (typeof o !== 'object' || o === null) return personal
  const { id, slg, rol, per, fpm } = o as Json // checked on the line above
  if (typeof id !== 'string' || typeof rol !== 'string') return personal
  return {
    ...personal,
    orgId: id,
    orgSlug: typeof slg === 'string' ? slg : null,
    orgRole: `org:${rol}`,
    orgPermissions: permissionsOf(fea, per, fpm),
  }
}

/**
 * Unpacks version 2's permissions: `per` lists actions, `fea` the features as `o:ticket`, and `fpm` holds for each of
 * the organization's features a bit mask over the actions, least significant bit first.
 */
function permissionsOf(fea: unknown, per: unknown, fpm: unknown): string[] {
  if (typeof fea !== 'string' || typeof per !== 'string' || typeof fpm !== 'string') return []
  const actions = per.split(',')
  // BigInt, since a number's shift counts modulo 32: the 33rd action would be granted by the first one's bit.
  const masks = fpm.split(',').map((mask) => (/^\d+$/.test(mask) ? BigInt(mask) : 0n))
  // Scopes are `o`, `u` or both; the masks belong to the organization's features, in order.
  const features = fea.split(',').map((feature) => feature.split(':')).filter(([scope]) => scope?.includes('o'))
  return features.flatMap(([, feature], index) =>
    actions.filter((_, bit) => ((masks[index] ?? 0n) >> BigInt(bit)) & 1n).map((action) => `org:${feature}:${action}`),
  )
}

function require(condition: boolean, problem: string): void {
  if (!condition) throw new TokenRejectedError('token-invalid', `Refused: ${problem}.`)
}
