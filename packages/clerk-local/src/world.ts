import type { Clock } from './control/clock.ts'
import type { HostCheck } from './http/access.ts'
import type { Instance } from './instance/instance.ts'
import type { Settings, SettingsChange } from './instance/settings.ts'
import type { SigningKey } from './instance/signing-key.ts'
import type { Images } from './store/images.ts'
import type { Store } from './store/store.ts'

/** What every part of the stand-in works on: one instance's state, key, clock and settings. */
export interface World {
  readonly instance: Instance
  readonly store: Store
  /** What users and organizations look like. */
  readonly images: Images
  readonly key: SigningKey
  readonly clock: Clock
  /** As they are now. */
  readonly settings: Settings
  /** Changes them for everything that comes. */
  changeSettings(change: SettingsChange): void
  /** Where the stand-in itself answers, without a trailing slash. */
  readonly url: string
  readonly isName: HostCheck
}
