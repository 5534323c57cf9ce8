import { createCipheriv, createHash, pbkdf2 as pbkdf2Callback, scrypt as scryptCallback, type ScryptOptions } from 'node:crypto'
import { promisify } from 'node:util'
import { sameSecret } from './same-secret.ts'

const pbkdf2Bytes = promisify(pbkdf2Callback)
const scryptBytes = promisify<string, Buffer, number, ScryptOptions, Buffer>(scryptCallback)

/** Whether a digest is the password's. May throw for what is no digest of its kind. */
export type Check = (digest: string, password: string) => boolean | Promise<boolean>

/** Loaded with the first digest that needs it: nobody else waits for it. */
export async function bcrypt(digest: string, password: string): Promise<boolean> {
  const { bcryptVerify } = await import('hash-wasm')
  return bcryptVerify({ password, hash: digest })
}

export async function argon2(digest: string, password: string): Promise<boolean> {
  const { argon2Verify } = await import('hash-wasm')
  return argon2Verify({ password, hash: digest })
}

/** Bare, in hex. */
export const plainHash = (algorithm: 'md5' | 'sha256'): Check => (digest, password) => sameSecret(digest.toLowerCase(), hexHash(algorithm, password))

export const hexHash = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('hex')

/** `<name>$<iterations>$<salt>$<hash>`, and the length of the hash in bytes where it differs from what follows; each hasher spells its salt in its own way. */
export const pbkdf2 = (algorithm: string, saltOf: (salt: string) => Buffer): Check => async (digest, password) => {
  const [, iterations = '', salt = '', hash = ''] = digest.split('$')
  const kept = bytesOf(hash)
  return sameSecret(kept, await pbkdf2Bytes(password, saltOf(salt), Number(iterations), kept.length, algorithm))
}

/** `scrypt:<N>:<r>:<p>$<salt>$<hash>`, the hash in hex. */
export const werkzeug: Check = async (digest, password) => {
  const [parameters = '', salt = '', hash = ''] = digest.split('$')
  const [cost = 0, blockSize = 0, parallelization = 0] = parameters.split(':').slice(1).map(Number)
  return sameSecret(Buffer.from(hash, 'hex'), await scryptBytes(password, Buffer.from(salt), 64, { cost, blockSize, parallelization, maxmem: MEMORY }))
}

/** `<hash>$<salt>$<signer key>$<salt separator>$<rounds>$<memory cost>`, in base64: the signer key under a key of the password. */
export const firebase: Check = async (digest, password) => {
  const [hash = '', salt = '', signer = '', separator = '', rounds = '', memory = ''] = digest.split('$')
  const key = await scryptBytes(password, Buffer.concat([base64(salt), base64(separator)]), 64, { cost: 2 ** Number(memory), blockSize: Number(rounds), parallelization: 1, maxmem: MEMORY })
  const cipher = createCipheriv('aes-256-ctr', key.subarray(0, 32), Buffer.alloc(16))
  return sameSecret(base64(hash), Buffer.concat([cipher.update(base64(signer)), cipher.final()]))
}

/** `{SSHA}` and the base64 of the SHA-1 of password and salt, with the salt behind it (RFC 2307 and OpenLDAP). */
export const ssha: Check = (digest, password) => {
  const bytes = base64(digest.slice('{SSHA}'.length))
  return sameSecret(bytes.subarray(0, 20), createHash('sha1').update(password).update(bytes.subarray(20)).digest())
}

const ITOA64 = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** `$P$<rounds><salt><hash>`: MD5 over and over, the logarithm of how often in one letter (https://www.openwall.com/phpass/). */
export const phpass: Check = (digest, password) => {
  const md5 = (...parts: (string | Buffer)[]) => parts.reduce((hash, part) => hash.update(part), createHash('md5')).digest()
  let hash = md5(digest.slice(4, 12), password)
  for (let round = 2 ** ITOA64.indexOf(digest.charAt(3)); round > 0; round--) hash = md5(hash, password)
  return sameSecret(digest.slice(12), littleBase64(hash))
}

/** As phpass spells bytes: three at a time, the least significant bits first. */
function littleBase64(bytes: Buffer): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = bytes.subarray(at, at + 3)
    const value = group.readUIntLE(0, group.length)
    for (let letter = 0; letter <= group.length; letter++) text += ITOA64.charAt((value >> (6 * letter)) & 63)
  }
  return text
}

/** More than any of the usual parameters need, and less than would stop the machine. */
const MEMORY = 256 * 1024 * 1024

export const base64 = (text: string): Buffer => Buffer.from(text, 'base64')
export const literal = (text: string): Buffer => Buffer.from(text)
export const hexOrLiteral = (text: string): Buffer => (isHex(text) ? Buffer.from(text, 'hex') : literal(text))
const bytesOf = (text: string): Buffer => (isHex(text) ? Buffer.from(text, 'hex') : base64(text))
const isHex = (text: string): boolean => /^([0-9a-f]{2})+$/i.test(text)
