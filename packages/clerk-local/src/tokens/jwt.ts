import { sign } from 'node:crypto'
import type { SigningKey } from '../instance/signing-key.ts'

/** Signs a JWT with RS256 (RFC 7515). `header` may override anything, which attack tests use. */
export function signJwt(key: SigningKey, payload: object, header: object = {}): string {
  const head = base64url({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...header })
  const signed = `${head}.${base64url(payload)}`
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key.privateKey).toString('base64url')}`
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
