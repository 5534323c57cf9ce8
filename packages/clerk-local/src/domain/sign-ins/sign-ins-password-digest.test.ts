import { expect, it } from 'vitest'
import { HASHERS, matchesDigest } from './sign-ins-password-digest.ts'

// Made by Python's hashlib, or published by the authors of the algorithms and of Firebase.
const DIGESTS = [
  ['bcrypt', 'abc123xyz', '$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW'],
  ['argon2i', 'password', '$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8'],
  ['argon2id', 'password', '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'],
  ['md5', 'correct horse', '3cb4e732631f47e6eb961f34554b7cde'],
  ['sha256', 'correct horse', '4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631'],
  ['pbkdf2_sha1', 'correct horse', 'pbkdf2_sha1$1000$seasalt$iQvkNOF1wEL4Khh8eogJ8rUhipM='],
  ['pbkdf2_sha256', 'correct horse', 'pbkdf2_sha256$1000$seasalt$mQnueSakb748zqBAC1tmWVZsZbi2zPGZarEzTGdfmso='],
  ['pbkdf2_sha256_django', 'correct horse', 'pbkdf2_sha256$1000$seasalt$mQnueSakb748zqBAC1tmWVZsZbi2zPGZarEzTGdfmso='],
  ['pbkdf2_sha512', 'correct horse', 'pbkdf2_sha512$1000$seasalt$081c76ae4a6f8f2100a28a4d56e45958e3b14d3470a15e898eb1c04590265a84467fb06597ff8deadb55ff8816bed775e8d27de0ea55a591e6e3821d32b1542e'],
  ['scrypt_werkzeug', 'correct horse', 'scrypt:16384:8:1$seasalt$587252dffc2bce18b6ad8899e38fe502aa72710c4a44f55f1d731017158868823bbb5a7ed9c3bad41f7b50bece14be59496b2785fc1d82c22d249e8772b1c6e1'],
  ['scrypt_firebase', 'user1password', 'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==$42xEC+ixf3L2lw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$Bw==$8$14'],
] as const

it.each(DIGESTS)('checks an imported password of %s', async (hasher, password, digest) => {
  expect(await matchesDigest({ digest, hasher }, password)).toBe(true)
  expect(await matchesDigest({ digest, hasher }, `${password}!`)).toBe(false)
})

it('checks what Django kept, bcrypt over a hash', async () => {
  const { bcrypt, sha256 } = await import('hash-wasm')
  const digest = `bcrypt_sha256$${await bcrypt({ password: await sha256('correct horse'), salt: new Uint8Array(16), costFactor: 4, outputType: 'encoded' })}`
  expect(await matchesDigest({ digest, hasher: 'bcrypt_sha256_django' }, 'correct horse')).toBe(true)
  expect(await matchesDigest({ digest, hasher: 'bcrypt_sha256_django' }, 'correct')).toBe(false)
})

it('takes a text that is no digest for nobody’s password', async () => {
  for (const hasher of HASHERS) expect(await matchesDigest({ digest: 'nonsense', hasher }, 'nonsense')).toBe(false)
  for (const hasher of HASHERS) expect(await matchesDigest({ digest: '', hasher }, '')).toBe(false)
})

it('says so where it does not have a hasher', async () => {
  await expect(matchesDigest({ digest: 'x', hasher: 'awscognito' }, 'x')).rejects.toMatchObject({ status: 501, code: 'password_hasher_not_served' })
})
