import type { KeyObject } from 'node:crypto'
import { Logger } from '@nestjs/common'
import type { FetchKeys, KeySet } from './fetch-keys.ts'
import type { SigningKeys } from './signing-keys.ts'
import { KeysUnavailableError, TokenRejectedError } from './token-verifier.ts'

const MINUTE = 60_000
/** A caller waits for one fetch at most, and is answered within 2 s. */
const FETCH_MS = 1_500
/** Between two fetches while all is well; up to an eighth less, so that replicas do not ask all at once. */
const REFRESH_MS = 4 * MINUTE
/** How long a key counts as good without its server having said so again: a rotated-out key is dead after this time. */
const TRUST_MS = 5 * MINUTE
/** How long the last keys serve while their server is down. */
const OUTAGE_MS = 60 * MINUTE
/** Between two fetches while the server is down: doubles from the first to the second. */
const RETRY_MS = [1_000, 30_000] as const
/** Between two fetches on account of ids that nobody knows, which anybody can make up. */
const UNKNOWN_MS = MINUTE
/** Keys as fresh as this are not fetched again on any account. */
const FRESH_MS = 5_000

/**
 * The keys that an instance publishes: fetched at boot and kept fresh in the background, one fetch at a time.
 *
 * - A fetch that succeeds replaces them all: a key that it does not bring is dead.
 * - While the server is down the last good ones serve for an hour. Without any, callers wait for one fetch, at most one a
 *   second is made on their account, and they get {@link KeysUnavailableError} within 2 s.
 * - An unknown id is worth one fetch a minute.
 */
export class Jwks implements SigningKeys {
  trustedUntil = -Infinity
  private readonly logger = new Logger('ClerkKeys')
  private readonly listeners: (() => void)[] = []
  private keys: KeySet = new Map()
  private confirmedAt = -Infinity
  private attemptedAt = -Infinity
  private askedForUnknownAt = -Infinity
  private failures = 0
  /** What was logged last: once for each change, and not for each attempt. */
  private state: 'good' | 'failing' | 'lost' = 'good'
  private loading: Promise<void> | null = null
  private inFlight: AbortController | null = null
  private timer: NodeJS.Timeout | undefined
  private stopped = false

  constructor(private readonly fetchKeys: FetchKeys) {}

  start(): void {
    void this.load()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
    this.inFlight?.abort(new Error('the server is going down'))
  }

  onRetired(listener: () => void): void {
    this.listeners.push(listener)
  }

  find(kid: string | undefined): KeyObject | Promise<KeyObject> {
    if (kid === undefined) throw new TokenRejectedError('token-invalid', 'Refused: it does not name its key.')
    const now = Date.now()
    if (now < this.trustedUntil) {
      const key = this.keys.get(kid)
      if (key) return key
      if (!this.loading && !this.mayAskFor(now)) throw this.missing(kid)
    } else if (!this.loading && this.failures > 0 && now - this.attemptedAt < RETRY_MS[0]) {
      throw unavailable()
    }
    return this.load().then(() => {
      if (Date.now() >= this.trustedUntil) throw unavailable()
      const key = this.keys.get(kid)
      if (!key) throw this.missing(kid)
      return key
    })
  }

  /** While the server is down, a key that nobody knows may be a new one. */
  private missing(kid: string): Error {
    return this.failures > 0 ? unavailable() : new TokenRejectedError('token-invalid', `Refused: there is no key ${JSON.stringify(kid.slice(0, 80))}.`)
  }

  private mayAskFor(now: number): boolean {
    if (now - this.attemptedAt < FRESH_MS || now - this.askedForUnknownAt < UNKNOWN_MS) return false
    this.askedForUnknownAt = now
    return true
  }

  /** Resolves when the keys are as good as they can be had; never rejects. */
  private load(): Promise<void> {
    return (this.loading ??= this.attempt().finally(() => (this.loading = null)))
  }

  private async attempt(): Promise<void> {
    clearTimeout(this.timer)
    this.attemptedAt = Date.now()
    const controller = (this.inFlight = new AbortController())
    const timeout = setTimeout(() => controller.abort(new Error(`no answer within ${FETCH_MS} ms`)), FETCH_MS)
    try {
      this.take(await this.fetchKeys(controller.signal))
    } catch (error) {
      this.failed(error)
    } finally {
      clearTimeout(timeout)
      this.inFlight = null
    }
    if (this.stopped) return
    const [first, last] = RETRY_MS
    const pause = this.failures === 0 ? REFRESH_MS : Math.min(first * 2 ** (this.failures - 1), last)
    this.timer = setTimeout(() => void this.load(), pause * (1 - Math.random() / 8)).unref()
  }

  private take(fresh: KeySet): void {
    const retired = [...this.keys].some(([kid, key]) => !fresh.get(kid)?.equals(key))
    this.keys = fresh
    this.failures = 0
    this.confirmedAt = this.attemptedAt
    this.trustedUntil = this.confirmedAt + TRUST_MS
    if (retired) for (const listener of this.listeners) listener()
    if (this.state !== 'good') this.logger.log('Clerk’s keys can be fetched again.')
    this.state = 'good'
  }

  private failed(error: unknown): void {
    if (this.stopped) return
    const now = Date.now()
    const endsAt = this.confirmedAt + OUTAGE_MS
    const state = now < endsAt ? 'failing' : 'lost'
    this.trustedUntil = state === 'failing' ? Math.min(endsAt, now + TRUST_MS) : -Infinity
    this.failures += 1
    if (state === this.state) return
    this.state = state
    const what = `Clerk’s keys cannot be fetched: ${reasonOf(error)}.`
    if (state === 'failing') this.logger.warn(`${what} The last ones serve for an hour.`)
    else this.logger.error(`${what} Callers with a token get 503 until they can.`)
  }
}

const unavailable = () => new KeysUnavailableError('Clerk’s keys cannot be had.')

/** `fetch` says "fetch failed" and keeps the reason to itself. */
function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? (error.cause ?? error) : error
  return reason instanceof Error ? reason.message : String(reason)
}
