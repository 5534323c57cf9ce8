import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

/** An authenticator and the browser around it: makes keys and signs with them as WebAuthn level 2 says. */
export class Authenticator {
  readonly id = randomBytes(16)
  /** What its keys may do wrong, for tests of refusals. */
  flags = { userVerified: true }
  signCount = 0
  readonly #key: { publicKey: KeyObject; privateKey: KeyObject }

  constructor(readonly algorithm: 'ES256' | 'RS256' = 'ES256') {
    this.#key = algorithm === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 })
  }

  /** `navigator.credentials.create()` for the options in a verification's nonce, as clerk-js serializes it. */
  create(nonce: string | undefined, origin = 'http://localhost:3000'): string {
    const { challenge, rp } = JSON.parse(nonce ?? '{}') as { challenge: string; rp: { id: string } } // the caller's options
    const authData = Buffer.concat([this.#data(rp.id, true), Buffer.alloc(16), uint16(this.id.length), this.id, this.#coseKey()])
    const attestationObject = map([[text('fmt'), text('none')], [text('attStmt'), map([])], [text('authData'), bytes(authData)]])
    return this.#credential({ clientDataJSON: clientData('webauthn.create', challenge, origin), attestationObject, transports: ['internal'] })
  }

  /** `navigator.credentials.get()`. */
  get(nonce: string | undefined, { userId, origin = 'http://localhost:3000' }: { userId?: string; origin?: string } = {}): string {
    const { challenge, rpId } = JSON.parse(nonce ?? '{}') as { challenge: string; rpId: string } // the caller's options
    this.signCount++
    const authenticatorData = this.#data(rpId, false)
    const clientDataJSON = clientData('webauthn.get', challenge, origin)
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientDataJSON)]), this.#key.privateKey)
    return this.#credential({ clientDataJSON, authenticatorData, signature, userHandle: userId === undefined ? null : Buffer.from(userId) })
  }

  #credential(response: Record<string, Buffer | string[] | null>): string {
    const spelled = Object.entries(response).map(([name, part]) => [name, Buffer.isBuffer(part) ? part.toString('base64url') : part])
    const id = this.id.toString('base64url')
    return JSON.stringify({ type: 'public-key', id, rawId: id, authenticatorAttachment: 'platform', response: Object.fromEntries(spelled) })
  }

  #data(rpId: string, fresh: boolean): Buffer {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(this.signCount)
    return Buffer.concat([sha256(rpId), Buffer.from([0x01 | (this.flags.userVerified ? 0x04 : 0) | (fresh ? 0x40 : 0)]), count])
  }

  #coseKey(): Buffer {
    const jwk = this.#key.publicKey.export({ format: 'jwk' })
    const part = (value: string | undefined) => bytes(Buffer.from(value ?? '', 'base64url'))
    if (this.algorithm === 'ES256') return map([[int(1), int(2)], [int(3), int(-7)], [int(-1), int(1)], [int(-2), part(jwk.x)], [int(-3), part(jwk.y)]])
    return map([[int(1), int(3)], [int(3), int(-257)], [int(-1), part(jwk.n)], [int(-2), part(jwk.e)]])
  }
}

const clientData = (type: string, challenge: string, origin: string) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest()

const uint16 = (value: number) => Buffer.from([value >> 8, value & 255])
const head = (major: number, value: number) => (value < 24 ? Buffer.from([(major << 5) | value]) : value < 256 ? Buffer.from([(major << 5) | 24, value]) : Buffer.concat([Buffer.from([(major << 5) | 25]), uint16(value)]))
const int = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value))
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value])
const text = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)])
const map = (entries: [Buffer, Buffer][]) => Buffer.concat([head(5, entries.length), ...entries.flat()])
