import { createPrivateKey, createPublicKey, generateKeyPair, type JsonWebKey, type KeyObject } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The RSA key that signs tokens: made on this machine, never part of the repository. */
export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  /** SPKI PEM, what `CLERK_JWT_KEY` takes. */
  readonly publicPem: string
  readonly jwk: JsonWebKey & { kid: string; use: 'sig'; alg: 'RS256' }
}

const FILE = 'signing-key.pem'

/**
 * The key of a data folder. Where it has none yet, or there is no folder, it is the one that this user of the machine
 * has for `kid` already: making one takes longer than everything else at a start together.
 */
export async function signingKey(kid: string, dataDir: string | undefined): Promise<SigningKey> {
  const own = dataDir === undefined ? undefined : kept(join(dataDir, FILE))
  const privateKey = own ?? (await machinesKey(kid))
  if (dataDir !== undefined && !own) keep(join(dataDir, FILE), privateKey)
  const publicKey = createPublicKey(privateKey)
  return {
    kid,
    privateKey,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' },
  }
}

async function machinesKey(kid: string): Promise<KeyObject> {
  const file = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'clerk-local', `${kid}.pem`)
  try {
    return kept(file) ?? keep(file, await freshKey())
  } catch {
    return freshKey() // no cache may be written or read here; the key lives as long as the process
  }
}

/** The first of two: how long it takes to find primes is luck. */
async function freshKey(): Promise<KeyObject> {
  const make = promisify(generateKeyPair)
  const { privateKey } = await Promise.any([make('rsa', { modulusLength: 2048 }), make('rsa', { modulusLength: 2048 })])
  return privateKey
}

function kept(file: string): KeyObject | undefined {
  try {
    return createPrivateKey(readFileSync(file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error // readFileSync throws an errno
    return undefined
  }
}

/** Whole or not at all; where another process was faster, its key. */
function keep(file: string, key: KeyObject): KeyObject {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  try {
    linkSync(mine, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error // linkSync throws an errno
  } finally {
    rmSync(mine, { force: true })
  }
  return kept(file) ?? key
}
