import { generateKeyPairSync } from 'node:crypto'
import { instance } from '@throughline/clerk-local'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startKeyServer, type KeyServer } from '../../test/key-server.ts'
import { goodClaims, goodHeader, jwtKey, keys, signed, token, WEB } from '../../test/tokens.ts'
import { resolveOptions, type ClerkOptions, type Limits } from '../options.ts'
import { SessionRevocations } from './session-revocations.ts'
import { SessionTokenVerifier } from './session-token-verifier.ts'
import { KeysUnavailableError, TokenRejectedError, type VerifiedToken } from './token-verifier.ts'

const T0 = 1_800_000_000_000
const MINUTE = 60_000

// The clock alone: servers and sockets go on.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: T0 }))
afterEach(() => void vi.useRealTimers())

interface Making {
  clerk?: Partial<ClerkOptions>
  limits?: Partial<Limits>
  revocations?: SessionRevocations
}

function verifier({ clerk, limits, revocations = new SessionRevocations() }: Making = {}): SessionTokenVerifier {
  const { publishableKey, secretKey } = instance
  const options = { publishableKey, secretKey, jwtKey, authorizedParties: [WEB], ...clerk }
  return new SessionTokenVerifier(resolveOptions({ contract: {} }, { allowedOrigins: [], clerk: options, ...(limits && { limits }) }), revocations)
}

/** The verified token, or the error's reason; a promise is as good as its value here. */
async function judge(by: SessionTokenVerifier, presented: string): Promise<VerifiedToken | string> {
  try {
    return await by.verify(presented)
  } catch (error) {
    if (error instanceof TokenRejectedError) return error.reason
    if (error instanceof KeysUnavailableError) return 'keys-unavailable'
    throw error
  }
}

describe('a token seen before', () => {
  it('is the same answer, at once, that nobody can change', () => {
    const subject = verifier()
    const good = token({ o: { id: 'org_1', slg: 'acme', rol: 'admin', per: 'read', fpm: '1' }, fea: 'o:note' })
    const first = subject.verify(good) as VerifiedToken // a configured key needs no waiting
    expect(first).toEqual({
      actor: { userId: 'user_1', sessionId: 'sess_1', orgId: 'org_1', orgSlug: 'acme', orgRole: 'org:admin', orgPermissions: ['org:note:read'], issuedAt: expect.any(Number) },
      expiresAt: T0 + MINUTE,
    })
    expect(subject.verify(good)).toBe(first)
    expect([first, first.actor, first.actor.orgPermissions].every(Object.isFrozen)).toBe(true)
  })

  it('is judged as if it were new, whatever the clock does', async () => {
    const subject = verifier()
    const now = T0 / 1_000
    const tokens = [token(), token({ nbf: now + 3 }), token({ iat: now + 4 }), token({ exp: now + 3_599 }), token({ exp: now + 1, iat: now - 30 })]
    for (const each of tokens) await judge(subject, each)
    // Forth and back, so that the memory is asked before and after the time of each.
    for (const seconds of [0, -1, -6, -5, 0, 5.999, 6, 64.999, 65, 66, 30, 3_603.999, 3_604, 0]) {
      vi.setSystemTime(T0 + seconds * 1_000)
      for (const each of tokens) expect(await judge(subject, each), `${seconds} s`).toEqual(await judge(verifier(), each))
    }
  })

  it('expires to the millisecond, the clocks’ difference included', async () => {
    const subject = verifier({ clerk: { clockSkewSeconds: 2 } })
    const good = token()
    await judge(subject, good)
    vi.setSystemTime(T0 + MINUTE + 1_999)
    expect(await judge(subject, good)).toMatchObject({ expiresAt: T0 + MINUTE })
    vi.setSystemTime(T0 + MINUTE + 2_000)
    expect(await judge(subject, good)).toBe('token-expired')
  })

  it('is good for the parties and the issuer of its verifier, and not for those of another one', async () => {
    const good = token()
    const mine = verifier()
    const theirs = verifier({ clerk: { authorizedParties: ['http://localhost:3001'] } })
    const elsewhere = verifier({ clerk: { issuers: ['https://clerk.example.com'] } })
    for (let times = 0; times < 2; times += 1)
      expect([await judge(mine, good), await judge(theirs, good), await judge(elsewhere, good)]).toEqual([expect.objectContaining({ expiresAt: T0 + MINUTE }), 'token-invalid', 'token-invalid'])
  })

  it('lends nothing to one that differs by a character', async () => {
    const subject = verifier()
    const good = token()
    await judge(subject, good)
    for (let at = 0; at < good.length; at += 1) {
      const other = good[at] === 'A' ? 'B' : 'A'
      expect(await judge(subject, good.slice(0, at) + other + good.slice(at + 1))).toBe('token-invalid')
    }
  })

  it('is not pushed out by forged ones, however many', async () => {
    const subject = verifier({ limits: { maxCachedTokens: 1 } })
    const good = token()
    const first = await judge(subject, good)
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    for (let n = 0; n < 20; n += 1) expect(await judge(subject, signed(goodHeader, { ...goodClaims(), jti: n }, stranger))).toBe('token-invalid')
    for (let n = 0; n < 20; n += 1) expect(await judge(subject, token({ azp: 'http://localhost:3001', jti: n }))).toBe('token-invalid')
    expect(await judge(subject, good)).toBe(first)
  })

  it('is forgotten for others when there is no more room', async () => {
    const subject = verifier({ limits: { maxCachedTokens: 2 } })
    const [a, b, c] = ['a', 'b', 'c'].map((jti) => token({ jti })) as [string, string, string] // as many as names
    const [firstA, firstB] = [await judge(subject, a), await judge(subject, b)]
    await judge(subject, a)
    await judge(subject, c)
    expect(await judge(subject, a)).toBe(firstA)
    expect(await judge(subject, b)).not.toBe(firstB)
  })

  it('is forgotten at once when its session or its user is revoked', async () => {
    const revocations = new SessionRevocations()
    const subject = verifier({ revocations })
    const [one, two, other] = [token(), token({ sid: 'sess_2' }), token({ sid: 'sess_3', sub: 'user_3' })]
    const before = await Promise.all([one, two, other].map((each) => judge(subject, each)))
    revocations.revokeSession('sess_1')
    revocations.revokeUser('user_3')
    const after = await Promise.all([one, two, other].map((each) => judge(subject, each)))
    expect(after.map((answer, index) => answer === before[index])).toEqual([false, true, false])
  })
})

it('takes the issuers of a list instead of the one in the key', async () => {
  const subject = verifier({ clerk: { issuers: ['https://clerk.example.com', 'https://app.example.com/__clerk'] } })
  const answers = await Promise.all(['https://clerk.example.com', 'https://app.example.com/__clerk', instance.issuer].map((iss) => judge(subject, token({ iss }))))
  expect(answers).toEqual([expect.objectContaining({ expiresAt: T0 + MINUTE }), expect.objectContaining({ expiresAt: T0 + MINUTE }), 'token-invalid'])
})

describe('with fetched keys', () => {
  const next = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const fromNext = (claims: object = {}) => signed({ ...goodHeader, kid: 'next' }, { ...goodClaims(), ...claims }, next.privateKey)
  let server: KeyServer
  let subject: SessionTokenVerifier

  beforeEach(async () => {
    server = await startKeyServer({ [instance.id]: keys.publicKey })
    subject = verifier({ clerk: { jwtKey: undefined, apiUrl: server.url } })
  })
  afterEach(() => {
    subject.onModuleDestroy()
    server.close()
  })

  it('verifies a token once that comes fifty times while the keys are on their way', async () => {
    const good = token()
    const answers = await Promise.all(Array.from({ length: 50 }, () => judge(subject, good)))
    expect(answers[0]).toMatchObject({ actor: { userId: 'user_1' } })
    expect(new Set(answers).size).toBe(1)
    expect(server.fetches).toBe(1)
    expect(subject.verify(good)).toBe(answers[0])
  })

  it('fetches once for fifty tokens at a cold start', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, jti) => judge(subject, token({ jti }))))
    expect(new Set(answers).size).toBe(50)
    for (const answer of answers) expect(answer).toMatchObject({ actor: { userId: 'user_1' } })
    expect(server.fetches).toBe(1)
  })

  it('fetches once for a hundred tokens of unknown keys', async () => {
    await judge(subject, token())
    vi.setSystemTime(T0 + 30_000)
    for (let n = 0; n < 100; n += 1) expect(await judge(subject, token({}, { kid: `unknown-${n}` }))).toBe('token-invalid')
    expect(server.fetches).toBe(2)
  })

  it('takes the tokens of a new key, and five minutes later no more of the old one, remembered or not', async () => {
    const longLived = token({ exp: T0 / 1_000 + 3_000 })
    expect(await judge(subject, longLived)).toMatchObject({ actor: { userId: 'user_1' } })
    server.keys = { next: next.publicKey }
    vi.setSystemTime(T0 + 10_000)
    expect(await judge(subject, fromNext())).toMatchObject({ actor: { userId: 'user_1' } })
    // At once, since the fetch for the new key did not bring the old one.
    expect(await judge(subject, longLived)).toBe('token-invalid')
    vi.setSystemTime(T0 + 5 * MINUTE)
    expect(await judge(subject, longLived)).toBe('token-invalid')
    expect(await judge(subject, token({ iat: T0 / 1_000 + 290 }))).toBe('token-invalid')
  })

  it('forgets what a key has verified when another one takes its id', async () => {
    const longLived = token({ exp: T0 / 1_000 + 3_000 })
    await judge(subject, longLived)
    server.keys = { [instance.id]: next.publicKey }
    vi.setSystemTime(T0 + 5 * MINUTE)
    // Twice: the first one has the keys fetched, and only then is there anything to forget.
    expect([await judge(subject, longLived), await judge(subject, longLived)]).toEqual(['token-invalid', 'token-invalid'])
  })

  it('verifies new tokens for an hour after the key server went down, and then says that it cannot', async () => {
    await judge(subject, token())
    server.state = 'failing'
    for (let minutes = 1; minutes < 60; minutes += 1) {
      vi.setSystemTime(T0 + minutes * MINUTE)
      expect(await judge(subject, token()), `${minutes} min`).toMatchObject({ actor: { userId: 'user_1' } })
    }
    const remembered = token({ exp: T0 / 1_000 + 59 * 60 + 600 })
    expect(await judge(subject, remembered)).toMatchObject({ actor: { userId: 'user_1' } })
    vi.setSystemTime(T0 + 60 * MINUTE)
    expect([await judge(subject, token()), await judge(subject, remembered)]).toEqual(['keys-unavailable', 'keys-unavailable'])
    server.state = 'up'
    vi.setSystemTime(T0 + 60 * MINUTE + 1_000)
    expect(await judge(subject, token())).toMatchObject({ actor: { userId: 'user_1' } })
  })
})

describe('does not start', () => {
  const pem = (key: { export(options: { type: 'spki'; format: 'pem' }): string | Buffer }) => key.export({ type: 'spki', format: 'pem' }).toString()
  it.each([
    ['with a key that is too small', { jwtKey: pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey) }, 'clerk.jwtKey'],
    ['with a key of another kind', { jwtKey: pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey) }, 'clerk.jwtKey'],
    ['without authorized parties', { authorizedParties: [] }, 'clerk.authorizedParties'],
    ['with a clock that may differ by hours', { clockSkewSeconds: 7_200 }, 'clerk.clockSkewSeconds'],
    ['with a clock that differs by no number', { clockSkewSeconds: NaN }, 'clerk.clockSkewSeconds'],
  ])('%s', (_, clerk, says) => {
    expect(() => verifier({ clerk })).toThrow(says)
  })
})

it('refuses a token of one character too many before it does anything else', async () => {
  const padded = (length: number) => {
    const empty = token({ note: '' })
    const note = 'x'.repeat(Math.floor(((length - empty.length) * 3) / 4))
    return token({ note })
  }
  const fits = padded(2_000)
  expect(await judge(verifier({ limits: { maxTokenBytes: fits.length } }), fits)).toMatchObject({ actor: { userId: 'user_1' } })
  expect(await judge(verifier({ limits: { maxTokenBytes: fits.length - 1 } }), fits)).toBe('token-invalid')
})
