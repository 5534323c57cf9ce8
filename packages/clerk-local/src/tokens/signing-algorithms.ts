import { createHmac, createPrivateKey, sign, type KeyObject } from 'node:crypto'
import type { SigningAlgorithm } from '../store/rows/jwt-template.ts'

/** Signs with one of the algorithms of RFC 7518 that a JWT template may choose, by a key of its own. */
export type Seal = (signed: Buffer) => Buffer

export const signingAlgorithms: readonly SigningAlgorithm[] = ['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

const CURVES: Readonly<Record<string, string>> = { ES256: 'prime256v1', ES384: 'secp384r1', ES512: 'secp521r1' }

export const isSigningAlgorithm = (name: string): name is SigningAlgorithm => (signingAlgorithms as readonly string[]).includes(name)

/** Throws where the key is not one for the algorithm: PEM for all but HMAC, which takes the text as it is. */
export function sealWith(algorithm: SigningAlgorithm, key: string): Seal {
  const hash = `sha${algorithm.slice(2)}`
  if (algorithm.startsWith('HS')) {
    if (key.length < 8) throw new TypeError('A secret needs at least 8 characters.')
    return (signed) => createHmac(hash, key).update(signed).digest()
  }
  const privateKey = createPrivateKey(key)
  if (!fits(algorithm, privateKey)) throw new TypeError(`This is no key for ${algorithm}.`)
  if (algorithm === 'EdDSA') return (signed) => sign(null, signed, privateKey)
  // RFC 7518, 3.4: the two numbers of an elliptic signature side by side, not in ASN.1.
  return (signed) => sign(hash, signed, { key: privateKey, dsaEncoding: 'ieee-p1363' })
}

function fits(algorithm: SigningAlgorithm, { asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  if (algorithm.startsWith('RS')) return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
  if (algorithm === 'EdDSA') return asymmetricKeyType === 'ed25519'
  return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === CURVES[algorithm]
}
