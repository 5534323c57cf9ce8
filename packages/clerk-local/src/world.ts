import type { Clock } from './control/clock.ts'
import type { SigningKey } from './instance/signing-key.ts'
import type { Seed } from './seed/seed.ts'
import type { Store } from './store/store.ts'

/** What every part of the stand-in works on: one instance's state, key, clock and settings. */
export interface World {
  readonly store: Store
  readonly key: SigningKey
  readonly clock: Clock
  readonly seed: Seed
  readonly settings: Settings
  /** `iss` of every token. */
  readonly issuer: string
  /** Where the stand-in itself answers, without a trailing slash. */
  url: string
}

export interface Settings {
  /** How long a session token lives, in seconds. Clerk's is 60. */
  tokenLifetimeSeconds: number
}
