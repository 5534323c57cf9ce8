import { sign } from 'node:crypto'
import type { SigningKey } from '../instance/signing-key.ts'

/** Signs a JWT with RS256 (RFC 7515). `header` may override anything, which attack tests use. */
export function signJwt(key: SigningKey, payload: object, header: object = {}): string {
  return sealed({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...header }, payload, (signed) => sign('RSA-SHA256', signed, key.privateKey))
}

/** A JWT in its compact form, with whatever `seal` makes of what is signed. */
export function sealed(header: object, payload: object, seal: (signed: Buffer) => Buffer): string {
  const signed = `${base64url(header)}.${base64url(payload)}`
  return `${signed}.${seal(Buffer.from(signed)).toString('base64url')}`
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
