import { verifyToken } from '@clerk/backend'
import { instance } from '@throughline/clerk-local'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startKeyServer, type KeyServer } from '../../test/key-server.ts'
import { mutatedTokens } from '../../test/mutated-tokens.ts'
import { jwtKey, keys, WEB } from '../../test/tokens.ts'
import { resolveOptions, type ClerkOptions } from '../options.ts'
import { SessionRevocations } from './session-revocations.ts'
import { SessionTokenVerifier } from './session-token-verifier.ts'
import { TokenRejectedError } from './token-verifier.ts'

/** Why we refuse what Clerk's SDK accepts: the rows of the list in README.md, as the log words them. */
const STRICTER = [
  'crit names an extension that is not understood',
  'cat is that of another class of token',
  'kid is not text',
  'iss is not this instance',
  'sid is missing or malformed',
  'sub is missing or malformed',
  'the session is not active',
  'exp or iat is missing, or not in whole seconds',
  'nbf is not in whole seconds',
  'it lives too long',
  'it is too long',
  'it is not three parts of base64url', // padding
  'is not JSON', // a byte order mark
]

let server: KeyServer
// One moment for both; sockets go on.
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 })
  server = await startKeyServer({ [instance.id]: keys.publicKey })
})
afterAll(() => {
  server.close()
  vi.useRealTimers()
})

/** `null` for accepted, else why not. Anything but a refusal is thrown. */
async function ours(subject: SessionTokenVerifier, token: string): Promise<{ reason: string; message: string } | null> {
  try {
    await subject.verify(token)
    return null
  } catch (error) {
    if (error instanceof TokenRejectedError) return error
    throw error
  }
}

async function theirs(token: string, options: Partial<ClerkOptions>): Promise<{ reason: string } | null> {
  try {
    await verifyToken(token, { ...options, authorizedParties: [WEB], clockSkewInMs: 5_000 })
    return null
  } catch (error) {
    return { reason: String((error as { reason?: unknown }).reason ?? 'a bug') } // a TypeError, for some of them
  }
}

async function compare(seed: number, count: number, options: Pick<ClerkOptions, 'jwtKey' | 'apiUrl'>) {
  const { publishableKey, secretKey } = instance
  const clerk = { publishableKey, secretKey, authorizedParties: [WEB], ...options }
  const subject = new SessionTokenVerifier(resolveOptions({ contract: {} }, { allowedOrigins: [], clerk }), new SessionRevocations())
  const found = { accepted: 0, laxer: [] as string[], stricter: new Map<string, string>(), otherwiseExpired: [] as string[] }
  const sdkOptions = options.jwtKey ? options : { ...options, secretKey }
  for (const { how, token } of mutatedTokens(seed, count)) {
    const [mine, sdk] = [await ours(subject, token), await theirs(token, sdkOptions)]
    if (!mine && !sdk) found.accepted += 1
    else if (!mine) found.laxer.push(`${how}: ${token}`)
    else if (!sdk) found.stricter.set(STRICTER.find((row) => mine.message.includes(row)) ?? mine.message, how)
    else if (mine.reason === 'token-expired' && sdk.reason !== 'token-expired') found.otherwiseExpired.push(how)
  }
  subject.onModuleDestroy()
  return found
}

describe('of 3,500 tokens to which something was done', () => {
  it('whatever the SDK refuses is refused, and what is refused beside it is in the list', async () => {
    const { accepted, laxer, stricter, otherwiseExpired } = await compare(20_261_123, 3_000, { jwtKey })
    expect(laxer).toEqual([])
    expect(otherwiseExpired).toEqual([])
    expect([...stricter.keys()].sort()).toEqual([...STRICTER].sort())
    expect(accepted).toBeGreaterThan(500)
  })

  it('the same holds with keys that are fetched by their id', async () => {
    const { accepted, laxer, stricter } = await compare(3, 500, { apiUrl: server.url })
    expect(laxer).toEqual([])
    expect([...stricter.keys()].filter((row) => !STRICTER.includes(row))).toEqual([])
    expect(accepted).toBeGreaterThan(80)
  })
})
