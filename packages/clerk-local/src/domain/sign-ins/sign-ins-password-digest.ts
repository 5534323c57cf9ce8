import { createCipheriv, createHash, pbkdf2 as pbkdf2Callback, scrypt as scryptCallback, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { promisify } from 'node:util'
import { ApiError } from '../../http/api-error.ts'

const pbkdf2 = promisify(pbkdf2Callback)
const scrypt = promisify<string, Buffer, number, ScryptOptions, Buffer>(scryptCallback)

type Check = (digest: string, password: string) => boolean | Promise<boolean>

/** By Clerk's names of hashers: https://clerk.com/docs/reference/backend-api/tag/users/post/users */
const CHECKS: Readonly<Record<string, Check>> = {
  bcrypt,
  bcrypt_sha256_django: (digest, password) => bcrypt(digest.replace(/^bcrypt_sha256\$/, ''), hex('sha256', password)),
  argon2i: argon2,
  argon2id: argon2,
  md5: (digest, password) => same(digest.toLowerCase(), hex('md5', password)),
  sha256: (digest, password) => same(digest.toLowerCase(), hex('sha256', password)),
  pbkdf2_sha1: pbkdf2Digest,
  pbkdf2_sha256: pbkdf2Digest,
  pbkdf2_sha256_django: pbkdf2Digest,
  pbkdf2_sha512: pbkdf2Digest,
  scrypt_firebase: firebase,
  scrypt_werkzeug: werkzeug,
}

/** The hashers whose digests can be checked here. */
export const HASHERS: readonly string[] = Object.keys(CHECKS)

/** Whether an imported digest is the password's. Throws an ApiError 501 for a hasher that the stand-in does not have. */
export async function matchesDigest({ digest, hasher }: { readonly digest: string; readonly hasher: string }, password: string): Promise<boolean> {
  const check = CHECKS[hasher]
  if (!check) throw new ApiError(501, 'password_hasher_not_served', `The local stand-in does not check passwords of ${hasher}.`)
  try {
    return await check(digest, password)
  } catch {
    return false // a text that is no digest of that hasher
  }
}

/** Loaded with the first digest that needs it: nobody else waits for it. */
async function bcrypt(digest: string, password: string): Promise<boolean> {
  const { bcryptVerify } = await import('hash-wasm')
  return bcryptVerify({ password, hash: digest })
}

async function argon2(digest: string, password: string): Promise<boolean> {
  const { argon2Verify } = await import('hash-wasm')
  return argon2Verify({ password, hash: digest })
}

/** `pbkdf2_sha256$<iterations>$<salt>$<hash>`, the hash in base64 or in hex. */
async function pbkdf2Digest(digest: string, password: string): Promise<boolean> {
  const [name = '', iterations = '', salt = '', hash = ''] = digest.split('$')
  const kept = bytesOf(hash)
  return sameBytes(kept, await pbkdf2(password, salt, Number(iterations), kept.length, name.replace('pbkdf2_', '')))
}

/** `scrypt:<N>:<r>:<p>$<salt>$<hash>`, the hash in hex. */
async function werkzeug(digest: string, password: string): Promise<boolean> {
  const [parameters = '', salt = '', hash = ''] = digest.split('$')
  const [cost = 0, blockSize = 0, parallelization = 0] = parameters.split(':').slice(1).map(Number)
  return sameBytes(Buffer.from(hash, 'hex'), await scrypt(password, Buffer.from(salt), 64, { cost, blockSize, parallelization, maxmem: MEMORY }))
}

/** `<hash>$<salt>$<signer key>$<salt separator>$<rounds>$<memory cost>`, in base64: the signer key under a key of the password. */
async function firebase(digest: string, password: string): Promise<boolean> {
  const [hash = '', salt = '', signer = '', separator = '', rounds = '', memory = ''] = digest.split('$')
  const key = await scrypt(password, Buffer.concat([base64(salt), base64(separator)]), 64, { cost: 2 ** Number(memory), blockSize: Number(rounds), parallelization: 1, maxmem: MEMORY })
  const cipher = createCipheriv('aes-256-ctr', key.subarray(0, 32), Buffer.alloc(16))
  return sameBytes(base64(hash), Buffer.concat([cipher.update(base64(signer)), cipher.final()]))
}

/** More than any of the usual parameters need, and less than would stop the machine. */
const MEMORY = 256 * 1024 * 1024

const base64 = (text: string): Buffer => Buffer.from(text, 'base64')
const bytesOf = (text: string): Buffer => (/^([0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : base64(text))
const hex = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('hex')
const same = (left: string, right: string): boolean => sameBytes(Buffer.from(left), Buffer.from(right))
const sameBytes = (left: Buffer, right: Buffer): boolean => left.length > 0 && left.length === right.length && timingSafeEqual(left, right)
