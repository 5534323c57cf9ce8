import { generateKeyPairSync, sign } from 'node:crypto'
import { instance } from '@throughline/clerk-local'

/** A key of the tests' own: attackers sign what the stand-in never would. */
export const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const jwtKey = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()

export const WEB = 'http://localhost:3000'
export const SESSION_TOKEN_CLASS = 'cl_B7d4PD111AAA'

export const encode = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** The payload of a good token, now, for one minute. */
export function goodClaims(): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000)
  return { azp: WEB, exp: now + 60, iat: now, iss: instance.issuer, jti: 'a1b2', nbf: now - 10, sid: 'sess_1', sts: 'active', sub: 'user_1', v: 2 }
}

export const goodHeader = { alg: 'RS256', typ: 'JWT', kid: instance.id, cat: SESSION_TOKEN_CLASS }

/** A token signed with the right key; `undefined` takes a claim away. */
export const token = (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) =>
  signed({ ...goodHeader, ...header }, { ...goodClaims(), ...claims })

/** Any header and payload, as JSON or as the text given, properly signed. */
export function signed(header: unknown, payload: unknown, key = keys.privateKey, hash = 'RSA-SHA256'): string {
  const content = `${encode(header)}.${encode(payload)}`
  return `${content}.${sign(hash, Buffer.from(content), key).toString('base64url')}`
}
