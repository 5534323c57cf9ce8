import type { ClerkUIInstance, ComponentControls } from '@clerk/shared/ui'

type Control = (...args: readonly unknown[]) => unknown

interface Loaded {
  readonly ui: ClerkUIInstance
  readonly controls: ComponentControls
}

/** Takes what Clerk's script asks of its components, and has them loaded when the first of them is to be shown. */
export class UIOnDemand {
  readonly #load: () => Promise<ClerkUIInstance>
  readonly #onAttempt: (hasFailed: boolean) => void
  #loaded: Promise<Loaded> | undefined
  /** What was said to all of them before they were there: appearance, languages, options. */
  #props: object | undefined

  /** `onAttempt` hears whether they could be loaded. Where not, it is tried again when the next one is to be shown. */
  constructor(load: () => Promise<ClerkUIInstance>, onAttempt: (hasFailed: boolean) => void) {
    this.#load = load
    this.#onAttempt = onAttempt
  }

  /** With the name of a component, that one is about to be shown. */
  ensureMounted({ preloadHint }: { preloadHint?: string } = {}): Promise<ComponentControls> {
    if (preloadHint !== undefined) void this.#whenLoaded(({ ui }) => ui.ensureMounted({ preloadHint }))
    return Promise.resolve(this.#controls)
  }

  // Whatever there is to call: Clerk's script may be newer than these lines.
  readonly #controls = new Proxy({} as ComponentControls, {
    // A promise that is resolved with it asks whether it is one, too.
    get: (_, name) => (name === 'then' ? undefined : (...args: readonly unknown[]) => this.#control(String(name), args)),
  })

  #control(name: string, args: readonly unknown[]): void {
    if (!this.#loaded && name === 'updateProps') this.#props = { ...this.#props, ...(args[0] as object) } // its one argument, by its type
    // Nothing is mounted, and nothing is open.
    if (!this.#loaded && /^(?:updateProps|unmount|close)/.test(name)) return
    void this.#whenLoaded(({ controls }) => (controls as unknown as Record<string, Control | undefined>)[name]?.(...args)) // as its caller knows it
  }

  async #whenLoaded(use: (loaded: Loaded) => unknown): Promise<void> {
    const loading = (this.#loaded ??= this.#start())
    const loaded = await loading.catch((error: unknown) => {
      if (this.#loaded !== loading) return
      this.#loaded = undefined
      this.#onAttempt(true)
      console.error('Clerk’s components could not be loaded.', error)
    })
    if (loaded) await use(loaded)
  }

  async #start(): Promise<Loaded> {
    const ui = await this.#load()
    const controls = await ui.ensureMounted()
    if (this.#props) controls.updateProps(this.#props)
    this.#onAttempt(false)
    return { ui, controls }
  }
}
