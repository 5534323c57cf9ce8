import { createClock } from './control/clock.ts'
import type { HostCheck } from './http/access.ts'
import type { Instance } from './instance/instance.ts'
import { changed, defaultSettings, type Settings, type SettingsChange } from './instance/settings.ts'
import type { SigningKey } from './instance/signing-key.ts'
import { Images } from './store/images.ts'
import { createStore } from './store/store.ts'
import type { Change } from './store/table.ts'
import type { World } from './world.ts'

export interface WorldParts {
  readonly instance: Instance
  readonly key: SigningKey
  readonly url: string
  readonly isName: HostCheck
  /** Where pictures are kept; in memory without it. */
  readonly dataDir?: string | undefined
  /** In place of the defaults. */
  readonly settings: SettingsChange
  /** Told of every change of a row, in order. */
  readonly changed: (change: Change) => void
}

/** An instance with nobody in it. Its settings are the defaults, what it was made with, and what was changed since. */
export function createWorld({ settings, changed: onChange, dataDir, ...parts }: WorldParts): World {
  const images = new Images(dataDir)
  const store = createStore((change) => {
    images.note(change)
    onChange(change)
  })
  const initial = changed(defaultSettings, settings)
  let current: { readonly of: SettingsChange | undefined; readonly settings: Settings } = { of: undefined, settings: initial }
  const clock = createClock()
  return {
    ...parts,
    store,
    images,
    clock,
    get settings() {
      const change = store.settings.get('settings')?.change
      if (change !== current.of) current = { of: change, settings: change ? changed(initial, change) : initial }
      return current.settings
    },
    changeSettings(change) {
      const kept = store.settings.get('settings')
      if (kept) store.settings.update(kept, { change: changed(kept.change, change) })
      else store.settings.insert({ id: 'settings', change })
    },
  }
}
