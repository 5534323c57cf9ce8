import { decodeCbor, type CborMap } from './passkeys-cbor.ts'

/** What an authenticator says and signs (WebAuthn level 2, 6.1). */
export interface AuthenticatorData {
  readonly rpIdHash: Buffer
  readonly userPresent: boolean
  readonly userVerified: boolean
  /** How often the key was used; 0 where the authenticator does not count. */
  readonly signCount: number
  /** With a new key only. */
  readonly credential: { readonly id: Buffer; readonly key: CborMap } | null
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const HAS_CREDENTIAL = 0x40
const HEAD = 37
const AAGUID = 16

/** Throws a TypeError or RangeError for bytes that are something else. */
export function readAuthenticatorData(bytes: Buffer): AuthenticatorData {
  if (bytes.length < HEAD) throw new TypeError('Authenticator data that ends too early.')
  const flags = bytes.readUInt8(32)
  return {
    rpIdHash: bytes.subarray(0, 32),
    userPresent: (flags & USER_PRESENT) !== 0,
    userVerified: (flags & USER_VERIFIED) !== 0,
    signCount: bytes.readUInt32BE(33),
    credential: (flags & HAS_CREDENTIAL) === 0 ? null : credentialIn(bytes, HEAD + AAGUID),
  }
}

function credentialIn(bytes: Buffer, offset: number): AuthenticatorData['credential'] {
  const start = offset + 2
  const end = start + bytes.readUInt16BE(offset)
  const { value } = decodeCbor(bytes, end)
  if (!(value instanceof Map)) throw new TypeError('A credential without a key.')
  return { id: bytes.subarray(start, end), key: value }
}
