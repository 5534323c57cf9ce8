'use client'
import { useClerk } from '@clerk/nextjs'
import { clerkUIScriptUrl, loadClerkUIScript, type LoadClerkUIScriptOptions } from '@clerk/shared/loadClerkJsScript'
import type { ClerkUIConstructor, ClerkUIInstance, ComponentControls } from '@clerk/shared/ui'
import { useSyncExternalStore } from 'react'
import { preload } from 'react-dom'
import { nextTask } from '../next-task.ts'
import { UIOnDemand } from './ui-on-demand.ts'

type Arguments = ConstructorParameters<ClerkUIConstructor>

// Clerk's script makes one, which lives as long as the page.
let current: UIOnDemand | undefined
let hasFailed = false
const listeners = new Set<() => void>()

/** Clerk's components, loaded when the first of them is to be shown. It is the `ui` that Clerk takes from those who bundle them. */
class ClerkUIOnDemand implements ClerkUIInstance {
  static get version(): string {
    return loadedUI()?.version ?? ''
  }

  readonly #onDemand: UIOnDemand

  constructor(...args: Arguments) {
    this.#onDemand = current = new UIOnDemand(async () => new (await loadClerkUI(args))(...args), setFailed)
  }

  get version(): string {
    return ClerkUIOnDemand.version
  }

  ensureMounted(options?: { preloadHint?: string }): Promise<ComponentControls> {
    return this.#onDemand.ensureMounted(options)
  }
}

/**
 * Clerk's components, loaded when the first of them is to be shown and not with every page: `<ClerkProvider ui={clerkUI}
 * prefetchUI={false}>`. They are Clerk's own, from where Clerk's script comes from.
 *
 * Clerk waits for it before it starts, and so starts in a task of its own: where its script is there before React, it would
 * start within React's first one, and a click would have to wait for both.
 */
export const clerkUI = {
  get ClerkUI(): Promise<ClerkUIConstructor> {
    return nextTask().then(() => ClerkUIOnDemand)
  },
}

/** Loads what a component needs before it is shown, as when somebody comes near what opens it. */
export function preloadClerkComponent(name: 'OrganizationSwitcher' | 'UserButton'): void {
  void current?.ensureMounted({ preloadHint: name })
}

/** On a page that shows one of Clerk's components from the start: has the browser fetch them with the page. */
export function PreloadClerkUI(): null {
  const { publishableKey, proxyUrl, domain } = useClerk()
  preload(clerkUIScriptUrl({ publishableKey, domain, ...(proxyUrl && { proxyUrl }) }), { as: 'script', crossOrigin: 'anonymous', fetchPriority: 'low' })
  return null
}

/** Whether one of Clerk's components was to be shown, and they could not be loaded. */
export function useHasClerkUIFailed(): boolean {
  return useSyncExternalStore(subscribe, () => hasFailed, () => false)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function setFailed(isFailure: boolean): void {
  hasFailed = isFailure
  for (const listener of listeners) listener()
}

async function loadClerkUI([, , options]: Arguments): Promise<ClerkUIConstructor> {
  await loadClerkUIScript(options as LoadClerkUIScriptOptions) // the provider's own, of which the type of `load` does not name those
  const loaded = loadedUI()
  if (!loaded) throw new Error('Clerk’s script for its components has none.')
  return loaded
}

/** Where Clerk's script puts them. */
const loadedUI = () => (globalThis as { __internal_ClerkUICtor?: ClerkUIConstructor }).__internal_ClerkUICtor
