import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@clerk/shared/types'
import { ApiError } from '../../http/api-error.ts'
import { readAuthenticatorData, type AuthenticatorData } from './passkeys-authenticator-data.ts'
import { decodeCbor } from './passkeys-cbor.ts'
import { ALGORITHMS, keyOf, pemOf, signedBy } from './passkeys-keys.ts'
import { credentialFrom, type BrowserCredential } from './passkeys-credential.ts'

const TIMEOUT_MS = 60_000

/** Whose passkey it is to be. */
export interface Owner {
  readonly id: string
  /** What the browser shows to choose by: an email address or a name. */
  readonly name: string
}

/** What the browser was asked for, and from where its answer came: an answer to anything else is refused. */
export interface Expected {
  readonly challenge: string
  /** A host name, such as `localhost`. */
  readonly rpId: string
  /** Of the page, such as `http://localhost:3000`. */
  readonly origin: string
}

/** A key that a browser has made; `publicKey` is SPKI PEM, `credentialId` base64url. */
export interface NewCredential {
  readonly credentialId: string
  readonly publicKey: string
  readonly signCount: number
}

/** The host that passkeys of a page are for. Throws where a request does not say from which page it comes. */
export function hostOf(origin: string | undefined): string {
  if (origin === undefined) throw new ApiError(400, 'origin_missing', 'Origin header missing', {}, 'This request requires an Origin header to be set, but it is missing')
  return new URL(origin).hostname
}

/** What a browser needs to make a passkey, as JSON in a verification's `nonce`. `exclude` are those that its owner has. */
export function creationOptions(rp: { id: string; name: string }, owner: Owner, exclude: readonly string[]): PublicKeyCredentialCreationOptionsJSON {
  return {
    rp,
    user: { id: Buffer.from(owner.id).toString('base64url'), name: owner.name, displayName: owner.name },
    challenge: randomBytes(32).toString('base64url'),
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: TIMEOUT_MS,
    excludeCredentials: exclude.map((id) => ({ type: 'public-key', id })),
    authenticatorSelection: { requireResidentKey: true, residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
  }
}

/** What a browser needs to use a passkey; `allow` is empty where the person has yet to say who they are. */
export function requestOptions(rpId: string, allow: readonly string[]): PublicKeyCredentialRequestOptionsJSON {
  return {
    challenge: randomBytes(32).toString('base64url'),
    rpId,
    timeout: TIMEOUT_MS,
    userVerification: 'required',
    allowCredentials: allow.map((id) => ({ type: 'public-key', id })),
  }
}

/** The key in what a browser made, after WebAuthn level 2, 7.1. Throws an ApiError `passkey_invalid_public_key_credential`. */
export function verifyRegistration(json: string | undefined, expected: Expected): NewCredential {
  return checked(refusedRegistration, () => {
    const credential = credentialFrom(json)
    const clientData = checkClientData(credential, 'webauthn.create', expected)
    const { value: attestation } = decodeCbor(credential.part('attestationObject'))
    if (!(attestation instanceof Map)) throw new TypeError('An attestation that is no map.')
    const bytes = attestation.get('authData')
    if (!Buffer.isBuffer(bytes)) throw new TypeError('An attestation without authenticator data.')
    const data = checkAuthenticatorData(readAuthenticatorData(bytes), expected)
    if (!data.credential?.id.equals(credential.id)) throw new TypeError('An attestation of another credential.')
    const key = keyOf(data.credential.key)
    const statement = attestation.get('attStmt')
    if (!(statement instanceof Map)) throw new TypeError('An attestation without a statement.')
    const signature = statement.get('sig')
    // Nobody vouches for the authenticator, since nobody asked; what it signed with its own new key still has to be right.
    if (Buffer.isBuffer(signature) && !statement.has('x5c') && !signedBy(key, Buffer.concat([bytes, clientData]), signature)) throw new TypeError('A wrong signature.')
    return { credentialId: credential.id.toString('base64url'), publicKey: pemOf(key), signCount: data.signCount }
  })
}

/**
 * How often the key was used, by its authenticator's count, after WebAuthn level 2, 7.2; keep it. A count that went back
 * passes, as with Clerk: keys that are synchronised between devices are copies. Throws an ApiError
 * `passkey_authentication_failure`.
 */
export function verifyAssertion(json: string | undefined, kept: NewCredential & { readonly ownerId: string }, expected: Expected): number {
  return checked(refusedAssertion, () => {
    const credential = credentialFrom(json)
    if (credential.id.toString('base64url') !== kept.credentialId) throw new TypeError('Another credential.')
    const owner = credential.userHandle
    if (owner !== null && owner.toString() !== kept.ownerId) throw new TypeError('A credential of somebody else.')
    const clientData = checkClientData(credential, 'webauthn.get', expected)
    const bytes = credential.part('authenticatorData')
    const { signCount } = checkAuthenticatorData(readAuthenticatorData(bytes), expected)
    if (!signedBy(kept.publicKey, Buffer.concat([bytes, clientData]), credential.part('signature'))) throw new TypeError('A wrong signature.')
    return signCount
  })
}

/** Checks what the browser says of itself, and gives its hash, over which the authenticator signed. */
function checkClientData({ clientData, part }: BrowserCredential, type: string, { challenge, origin }: Expected): Buffer {
  if (clientData['type'] !== type) throw new TypeError('An answer to another question.')
  if (clientData['challenge'] !== challenge) throw new TypeError('Another challenge.')
  if (clientData['origin'] !== origin || clientData['crossOrigin'] === true) throw new TypeError('Another page.')
  return sha256(part('clientDataJSON'))
}

function checkAuthenticatorData(data: AuthenticatorData, { rpId }: Expected): AuthenticatorData {
  if (!timingSafeEqual(data.rpIdHash, sha256(rpId))) throw new TypeError('Another host.')
  if (!data.userPresent || !data.userVerified) throw new TypeError('Nobody was there, or was not verified.')
  return data
}

const refusedRegistration = (reason: string) =>
  new ApiError(422, 'passkey_invalid_public_key_credential', 'is invalid', { param_name: 'public_key_credential', reason }, 'Invalid passkey public key credential')
const refusedAssertion = (reason: string) => new ApiError(400, 'passkey_authentication_failure', 'authentication failed', { reason }, 'Passkey authentication failed')

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest()

/** Whatever is wrong with the bytes of a browser is one refusal; its reason is for whoever debugs. */
function checked<T>(refused: (reason: string) => ApiError, check: () => T): T {
  try {
    return check()
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error))
  }
}
