import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { Logger } from '@nestjs/common'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { KeySet } from './fetch-keys.ts'
import { Jwks } from './jwks.ts'
import { KeysUnavailableError, TokenRejectedError } from './token-verifier.ts'

const publicKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
const old = publicKey()
const next = publicKey()

/** A key server: a fetch takes a while, and brings what is published when it ends. */
let server: { keys: KeySet; down: boolean; takesMs: number; fetches: number[] }
let jwks: Jwks
let logged: string[]

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
  logged = []
  Logger.overrideLogger({ log: (line) => void logged.push(`log ${line}`), warn: (line) => void logged.push(`warn ${line}`), error: (line) => void logged.push(`error ${line}`) })
  server = { keys: new Map([['old', old]]), down: false, takesMs: 20, fetches: [] }
  jwks = new Jwks(fetchKeys)
})
afterEach(() => {
  jwks.stop()
  Logger.overrideLogger(undefined as never) // its type knows no way back to the default
  vi.useRealTimers()
})

function fetchKeys(signal: AbortSignal): Promise<KeySet> {
  server.fetches.push(Date.now())
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
    setTimeout(() => (server.down ? reject(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })) : resolve(server.keys)), server.takesMs)
  })
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** What asking for a key comes to, and after how long; `at once` where nobody had to wait. */
async function ask(kid: string | undefined): Promise<{ key: KeyObject | Error; ms: number | 'at once' }> {
  const startedAt = Date.now()
  try {
    const found = jwks.find(kid)
    if (!(found instanceof Promise)) return { key: found, ms: 'at once' }
    const settled = found.then((key) => ({ key, ms: Date.now() - startedAt }), (error: Error) => ({ key: error, ms: Date.now() - startedAt }))
    await pass(3_000)
    return await settled
  } catch (error) {
    return { key: error as Error, ms: 'at once' }
  }
}

/** The key or the error, whenever it comes. */
async function settled(kid: string): Promise<unknown> {
  try {
    return await jwks.find(kid)
  } catch (error) {
    return error
  }
}

async function started(): Promise<void> {
  jwks.start()
  await pass(50)
}

describe('while the key server answers', () => {
  it('has the keys from boot on, before anybody asks', async () => {
    await started()
    expect(await ask('old')).toEqual({ key: old, ms: 'at once' })
    expect(server.fetches).toHaveLength(1)
  })

  it('fetches once for fifty who ask at a cold start', async () => {
    const found = Array.from({ length: 50 }, () => jwks.find('old'))
    await pass(50)
    expect(new Set(await Promise.all(found))).toEqual(new Set([old]))
    expect(server.fetches).toHaveLength(1)
  })

  it('asks again every four minutes at most, and half a minute less at least', async () => {
    await started()
    await pass(60 * 60_000)
    const pauses = server.fetches.slice(1).map((at, index) => at - server.fetches[index]!)
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(210_000)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(240_000 + server.takesMs)
  })

  it('takes a new key at the first token that names it', async () => {
    await started()
    await pass(30_000)
    server.keys = new Map([['old', old], ['next', next]])
    expect((await ask('next')).key).toBe(next)
    expect(await ask('next')).toEqual({ key: next, ms: 'at once' })
  })

  it('refuses a key within five minutes after it was rotated out, and tells whoever remembers its tokens', async () => {
    const retired = vi.fn<() => void>()
    jwks.onRetired(retired)
    await started()
    server.keys = new Map([['next', next]])
    let aliveMs = 0
    while ((await ask('old')).key === old) {
      await pass(1_000)
      aliveMs += 1_000
    }
    expect(aliveMs).toBeLessThan(300_000)
    expect((await ask('old')).key).toBeInstanceOf(TokenRejectedError)
    expect(retired).toHaveBeenCalledTimes(1)
  })

  it('notices another key under the same id', async () => {
    const retired = vi.fn<() => void>()
    jwks.onRetired(retired)
    await started()
    server.keys = new Map([['old', next]])
    await pass(300_000)
    expect((await ask('old')).key).toBe(next)
    expect(retired).toHaveBeenCalledTimes(1)
  })

  it('asks before it trusts keys that it has not heard of for five minutes, as after a sleep of the machine', async () => {
    await started()
    server.keys = new Map([['next', next]])
    vi.setSystemTime(Date.now() + 300_000) // without the timers: they stood still
    expect((await ask('old')).key).toBeInstanceOf(TokenRejectedError)
  })
})

describe('unknown ids', () => {
  it('are worth one fetch a minute, however many', async () => {
    await started()
    await pass(30_000)
    const before = server.fetches.length
    // All within the minute: only the first one waits.
    for (let n = 0; n < 100; n += 1) expect((await ask(`made-up-${n}`)).key).toBeInstanceOf(TokenRejectedError)
    expect(server.fetches.length).toBe(before + 1)
    await pass(60_000)
    await Promise.all([ask('made-up-100'), ask('made-up-101')])
    expect(server.fetches.length).toBe(before + 2)
  })

  it('share the one fetch of a cold start', async () => {
    const asked = Array.from({ length: 100 }, (_, n) => Promise.resolve(jwks.find(`made-up-${n}`)).catch((error: unknown) => error))
    await pass(50)
    for (const error of await Promise.all(asked)) expect(error).toBeInstanceOf(TokenRejectedError)
    expect((await ask('made-up-again')).key).toBeInstanceOf(TokenRejectedError)
    expect(server.fetches).toHaveLength(1)
  })

  it.each(['__proto__', 'constructor', '', undefined])('%j is one', async (kid) => {
    await started()
    expect((await ask(kid)).key).toBeInstanceOf(TokenRejectedError)
  })
})

describe('while the key server is down', () => {
  it('a cold start says within two seconds that nothing can be known, even where nobody answers at all', async () => {
    server.takesMs = 60_000
    const { key, ms } = await ask('old')
    expect(key).toBeInstanceOf(KeysUnavailableError)
    expect(ms).toBeLessThan(2_000)
  })

  it('a flood at a cold start makes one fetch a second at most, and has the keys soon after the server is back', async () => {
    const answers: Promise<unknown>[] = []
    server.down = true
    for (let ms = 0; ms < 20_000; ms += 100) {
      answers.push(settled('old'))
      await pass(100)
    }
    for (const answer of await Promise.all(answers)) expect(answer).toBeInstanceOf(KeysUnavailableError)
    expect(server.fetches.length).toBeGreaterThan(10)
    expect(server.fetches.length).toBeLessThanOrEqual(20)
    server.down = false
    await pass(1_100)
    await ask('old')
    expect(await ask('old')).toEqual({ key: old, ms: 'at once' })
  })

  it('the last good keys serve for an hour and not longer, and nobody waits for it', async () => {
    await started()
    const confirmedAt = Date.now()
    server.down = true
    while (Date.now() < confirmedAt + 59 * 60_000) {
      await pass(10_000)
      expect(await ask('old')).toEqual({ key: old, ms: 'at once' })
    }
    await pass(61_000)
    expect((await ask('old')).key).toBeInstanceOf(KeysUnavailableError)
    server.down = false
    await pass(60_000)
    expect(await ask('old')).toEqual({ key: old, ms: 'at once' })
  })

  it('a key that nobody knows may be a new one: it is not said to be bad', async () => {
    await started()
    server.down = true
    await pass(300_000)
    expect((await ask('next')).key).toBeInstanceOf(KeysUnavailableError)
  })

  it('asks every half minute at most', async () => {
    await started()
    server.down = true
    await pass(300_000)
    const before = server.fetches.length
    await pass(300_000)
    expect(server.fetches.length - before).toBeLessThanOrEqual(12)
  })

  it('logs each change once, with the reason', async () => {
    await started()
    server.down = true
    await pass(3_600_000 + 120_000)
    server.down = false
    await pass(60_000)
    expect(logged).toEqual([
      'warn Clerk’s keys cannot be fetched: ECONNREFUSED. The last ones serve for an hour.',
      'error Clerk’s keys cannot be fetched: ECONNREFUSED. Callers with a token get 503 until they can.',
      'log Clerk’s keys can be fetched again.',
    ])
  })
})

it('asks nobody any more after it was stopped', async () => {
  await started()
  jwks.stop()
  await pass(3_600_000)
  expect(server.fetches).toHaveLength(1)
  expect(vi.getTimerCount()).toBe(0)
})
