import type { ClerkClient } from '@clerk/backend'
import { expect, it } from 'vitest'
import { HASHERS, isDigestOf, matchesDigest } from './sign-ins-password-digest.ts'

/** The SDK's own list, so that a new one does not go unseen. */
type Named = Extract<Parameters<ClerkClient['users']['createUser']>[0], { passwordHasher: unknown }>['passwordHasher']

// Made by Python's hashlib, or published by the authors of the algorithms and of Firebase.
const DIGESTS = [
  ['bcrypt', 'abc123xyz', '$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW'],
  ['argon2i', 'password', '$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8'],
  ['argon2id', 'password', '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'],
  ['md5', 'correct horse', '3cb4e732631f47e6eb961f34554b7cde'],
  ['sha256', 'correct horse', '4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631'],
  ['bcrypt_peppered', 'correct horse', '$2a$04$a0Tfa0DqbFLjWVLfZFPxXO5uaGyLOrIyO9094SbbjOZYfJiw5Vr6S$pepper'],
  ['phpass', 'test12345', '$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0'],
  ['md5_phpass', 'correct horse', '$P$9seasalt1DxLXlquPP5/SlNWZ6raq0/'],
  ['ldap_ssha', 'correct horse', '{SSHA}r+HHBnNoaZqeDETo1C/nVZtrLNJzZWFzYWx0'],
  ['pbkdf2_sha1', 'correct horse', 'pbkdf2_sha1$1000$seasalt$890be434e175c042f82a187c7a8809f2b5218a93031ddd480be8a6520c28352c'],
  ['pbkdf2_sha1', 'correct horse', 'pbkdf2_sha1$1000$73656173616c74$890be434e175c042f82a187c7a8809f2b5218a93031ddd480be8a6520c28352c$32'],
  ['pbkdf2_sha256', 'correct horse', 'pbkdf2_sha256$1000$c2Vhc2FsdA==$mQnueSakb748zqBAC1tmWVZsZbi2zPGZarEzTGdfmso='],
  ['pbkdf2_sha512_hex', 'correct horse', 'pbkdf2_sha512_hex$1000$73656173616c74$081c76ae4a6f8f2100a28a4d56e45958e3b14d3470a15e898eb1c04590265a84467fb06597ff8deadb55ff8816bed775e8d27de0ea55a591e6e3821d32b1542e'],
  ['pbkdf2_sha256_django', 'correct horse', 'pbkdf2_sha256$1000$seasalt$mQnueSakb748zqBAC1tmWVZsZbi2zPGZarEzTGdfmso='],
  ['pbkdf2_sha512', 'correct horse', 'pbkdf2_sha512$1000$seasalt$081c76ae4a6f8f2100a28a4d56e45958e3b14d3470a15e898eb1c04590265a84467fb06597ff8deadb55ff8816bed775e8d27de0ea55a591e6e3821d32b1542e'],
  ['scrypt_werkzeug', 'correct horse', 'scrypt:16384:8:1$seasalt$587252dffc2bce18b6ad8899e38fe502aa72710c4a44f55f1d731017158868823bbb5a7ed9c3bad41f7b50bece14be59496b2785fc1d82c22d249e8772b1c6e1'],
  ['scrypt_firebase', 'user1password', 'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==$42xEC+ixf3L2lw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$Bw==$8$14'],
] as const

it.each(DIGESTS)('checks an imported password of %s', async (hasher, password, digest) => {
  expect(isDigestOf(hasher, digest)).toBe(true)
  expect(await matchesDigest({ digest, hasher }, password)).toBe(true)
  expect(await matchesDigest({ digest, hasher }, `${password}!`)).toBe(false)
})

it('checks what Django kept, bcrypt over a hash', async () => {
  const { bcrypt, sha256 } = await import('hash-wasm')
  const digest = `bcrypt_sha256$${await bcrypt({ password: await sha256('correct horse'), salt: new Uint8Array(16), costFactor: 4, outputType: 'encoded' })}`
  expect(await matchesDigest({ digest, hasher: 'bcrypt_sha256_django' }, 'correct horse')).toBe(true)
  expect(await matchesDigest({ digest, hasher: 'bcrypt_sha256_django' }, 'correct')).toBe(false)
})

it('serves every hasher that the SDK’s type names', () => {
  const named: Record<Named, true> = { argon2i: true, argon2id: true, awscognito: true, bcrypt: true, bcrypt_sha256_django: true, md5: true, pbkdf2_sha256: true, pbkdf2_sha256_django: true, pbkdf2_sha1: true, phpass: true, scrypt_firebase: true, scrypt_werkzeug: true, sha256: true, md5_phpass: true, ldap_ssha: true }
  expect(Object.keys(named).filter((hasher) => !HASHERS.includes(hasher))).toEqual([])
})

it('takes a text that is no digest for nobody’s password', async () => {
  for (const hasher of HASHERS) expect([hasher, isDigestOf(hasher, 'nonsense'), isDigestOf(hasher, '')]).toEqual([hasher, false, false])
  for (const hasher of HASHERS.filter((each) => each !== 'awscognito')) expect(await matchesDigest({ digest: 'nonsense', hasher }, 'nonsense')).toBe(false)
  expect(isDigestOf('constructor', 'x')).toBe(false)
})

it('says so where only Amazon could tell', async () => {
  await expect(matchesDigest({ digest: 'awscognito#eu-west-1_a#client#ada', hasher: 'awscognito' }, 'x')).rejects.toMatchObject({ status: 501, code: 'password_hasher_not_served' })
})
