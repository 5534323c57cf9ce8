import { ApiError } from '../../http/api-error.ts'
import { argon2, base64, bcrypt, firebase, hexHash, hexOrLiteral, literal, pbkdf2, phpass, plainHash, ssha, werkzeug, type Check } from '../verification/password-hashers.ts'

interface Hasher {
  /** What its digests look like. */
  readonly form: RegExp
  /** `null` where nobody but another service can tell. */
  readonly check: Check | null
}

/** At most 2^20 rounds of phpass, a second: more would stop the server, and nobody's digests have them. */
const PHPASS = /^\$[PH]\$[5-9A-I][./0-9A-Za-z]{30}$/
const BCRYPT = String.raw`\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}`
const ARGON2 = (variant: string) => new RegExp(String.raw`^\$${variant}\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+$`)
const PBKDF2 = (algorithm: string) => new RegExp(String.raw`^pbkdf2_${algorithm}\$\d{1,8}\$[^$]+\$[A-Za-z0-9+/=]+(\$\d+)?$`)

/** By Clerk's names, as https://clerk.com/docs/reference/backend/user/create-user describes them. */
const HASHED: ReadonlyMap<string, Hasher> = new Map<string, Hasher>([
  ['argon2i', { form: ARGON2('argon2i'), check: argon2 }],
  ['argon2id', { form: ARGON2('argon2id'), check: argon2 }],
  ['awscognito', { form: /^awscognito#[^#]+#[^#]+#[^#]+$/, check: null }],
  ['bcrypt', { form: new RegExp(`^${BCRYPT}$`), check: bcrypt }],
  ['bcrypt_peppered', { form: new RegExp(String.raw`^${BCRYPT}\$.+$`), check: peppered }],
  ['bcrypt_sha256_django', { form: new RegExp(String.raw`^bcrypt_sha256\$${BCRYPT}$`), check: (digest, password) => bcrypt(digest.replace('bcrypt_sha256$', ''), hexHash('sha256', password)) }],
  ['ldap_ssha', { form: /^\{SSHA\}[A-Za-z0-9+/]{28,}={0,2}$/, check: ssha }],
  ['md5', { form: /^[0-9a-f]{32}$/i, check: plainHash('md5') }],
  // For accounts that were moved to phpass from bare MD5, whose passwords nobody knew.
  ['md5_phpass', { form: PHPASS, check: (digest, password) => phpass(digest, hexHash('md5', password)) }],
  ['pbkdf2_sha1', { form: PBKDF2('sha1'), check: pbkdf2('sha1', hexOrLiteral) }],
  ['pbkdf2_sha256', { form: PBKDF2('sha256'), check: pbkdf2('sha256', base64) }],
  ['pbkdf2_sha256_django', { form: PBKDF2('sha256'), check: pbkdf2('sha256', literal) }],
  ['pbkdf2_sha512', { form: PBKDF2('sha512'), check: pbkdf2('sha512', literal) }],
  ['pbkdf2_sha512_hex', { form: PBKDF2('sha512_hex'), check: pbkdf2('sha512', hexOrLiteral) }],
  ['phpass', { form: PHPASS, check: phpass }],
  ['scrypt_firebase', { form: /^[^$]+\$[^$]+\$[^$]+\$[^$]*\$\d{1,2}\$\d{1,2}$/, check: firebase }],
  ['scrypt_werkzeug', { form: /^scrypt:\d+:\d+:\d+\$[^$]+\$[0-9a-f]+$/i, check: werkzeug }],
  ['sha256', { form: /^[0-9a-f]{64}$/i, check: plainHash('sha256') }],
])

/** The hashers whose digests a server may bring along. */
export const HASHERS: readonly string[] = [...HASHED.keys()]

/** Whether a text has the form of that hasher's digests. */
export const isDigestOf = (hasher: string, digest: string): boolean => HASHED.get(hasher)?.form.test(digest) ?? false

/**
 * Whether an imported digest is the password's. Throws an ApiError 501 for `awscognito`: there Clerk asks Amazon with the
 * password that was typed, and a stand-in sends nobody's password to another machine.
 */
export async function matchesDigest({ digest, hasher }: { readonly digest: string; readonly hasher: string }, password: string): Promise<boolean> {
  const check = HASHED.get(hasher)?.check
  if (!check) throw new ApiError(501, 'password_hasher_not_served', `Passwords of ${hasher} cannot be checked locally.`, {}, 'This password is known to Amazon Cognito alone, which the local stand-in does not ask. Sign in another way, or reset the password.')
  try {
    return isDigestOf(hasher, digest) && (await check(digest, password))
  } catch {
    return false // of the right form, and still no digest
  }
}

/** The pepper stands behind the digest, and behind the password that was hashed. */
function peppered(digest: string, password: string): Promise<boolean> {
  const [, version = '', cost = '', hash = '', ...pepper] = digest.split('$')
  return bcrypt(`$${version}$${cost}$${hash}`, password + pepper.join('$'))
}
