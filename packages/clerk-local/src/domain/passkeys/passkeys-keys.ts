import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import type { Cbor, CborMap } from './passkeys-cbor.ts'

/** COSE's numbers (RFC 9053) for ECDSA on P-256 and for RSA, both over SHA-256: what every authenticator can do. */
export const ALGORITHMS = [-7, -257] as const

/** The key in an attestation (RFC 9052, 7). Throws a TypeError unless it is for one of `ALGORITHMS`. */
export function keyOf(cose: CborMap): KeyObject {
  const [type, algorithm] = [cose.get(1), cose.get(3)]
  if (type === 2 && algorithm === -7 && cose.get(-1) === 1) return jwk({ kty: 'EC', crv: 'P-256', x: text(cose.get(-2)), y: text(cose.get(-3)) })
  if (type === 3 && algorithm === -257) return jwk({ kty: 'RSA', n: text(cose.get(-1)), e: text(cose.get(-2)) })
  throw new TypeError('A key for another algorithm than ES256 and RS256.')
}

export const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()

/** Whether `signature` over `data` is by the key; for ECDSA in the form that WebAuthn has, ASN.1. */
export function signedBy(key: KeyObject | string, data: Buffer, signature: Buffer): boolean {
  try {
    return verify('sha256', data, key, signature)
  } catch {
    return false // bytes that are no signature at all
  }
}

const jwk = (key: { kty: string; [part: string]: string }): KeyObject => createPublicKey({ key, format: 'jwk' })

function text(value: Cbor | undefined): string {
  if (Buffer.isBuffer(value)) return value.toString('base64url')
  throw new TypeError('A key of which a part is missing.')
}
