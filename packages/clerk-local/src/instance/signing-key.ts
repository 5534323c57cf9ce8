import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The RSA key that signs tokens: made on this machine, never part of the repository. */
export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  /** SPKI PEM, what `CLERK_JWT_KEY` takes. */
  readonly publicPem: string
  readonly jwk: JsonWebKey & { kid: string; use: 'sig'; alg: 'RS256' }
}

/** Reads the key of a data folder, or makes one and keeps it there; without a folder the key lives as long as the process. */
export function signingKey(kid: string, dataDir: string | undefined): SigningKey {
  const privateKey = dataDir ? keptKey(dataDir) : freshKey()
  const publicKey = createPublicKey(privateKey)
  return {
    kid,
    privateKey,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' },
  }
}

const freshKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

function keptKey(dataDir: string): KeyObject {
  const file = join(dataDir, 'signing-key.pem')
  try {
    return createPrivateKey(readFileSync(file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error // readFileSync rejects with an errno
  }
  const key = freshKey()
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(file, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  return key
}
