import type { ClerkUIInstance, ComponentControls } from '@clerk/shared/ui'
import { expect, it, vi } from 'vitest'
import { UIOnDemand } from './ui-on-demand.ts'

/** Components that write down what they are asked for, and how often they were loaded. */
function components() {
  const calls: unknown[][] = []
  const controls = new Proxy({} as ComponentControls, { get: (_, name) => (name === 'then' ? undefined : (...args: unknown[]) => void calls.push([name, ...args])) })
  const ui: ClerkUIInstance = {
    version: '1',
    async ensureMounted(options) {
      if (options?.preloadHint) calls.push(['preload', options.preloadHint])
      return controls
    },
  }
  const load = vi.fn<() => Promise<ClerkUIInstance>>(async () => ui)
  return { calls, load }
}

const node = {} as HTMLDivElement // nobody looks into it
const button = { name: 'UserButton', appearanceKey: 'userButton', node }

it('loads nothing for what is said before a component is to be shown', async () => {
  const { calls, load } = components()
  const controls = await new UIOnDemand(load, () => {}).ensureMounted()
  controls.updateProps({ appearance: {} })
  controls.closeModal('signIn')
  controls.unmountComponent({ node })
  await Promise.resolve()
  expect(load).not.toHaveBeenCalled()
  expect(calls).toEqual([])
})

it('loads the components once, tells them what was said before, and keeps the order', async () => {
  const { calls, load } = components()
  const controls = await new UIOnDemand(load, () => {}).ensureMounted()
  controls.updateProps({ appearance: { variables: {} } })
  controls.updateProps({ options: {} })
  controls.mountComponent(button)
  controls.unmountComponent({ node })
  await vi.waitFor(() => expect(calls).toHaveLength(3))
  expect(calls).toEqual([
    ['updateProps', { appearance: { variables: {} }, options: {} }],
    ['mountComponent', button],
    ['unmountComponent', { node }],
  ])
  expect(load).toHaveBeenCalledOnce()
})

it('loads what a component needs when that one is about to be shown', async () => {
  const { calls, load } = components()
  await new UIOnDemand(load, () => {}).ensureMounted({ preloadHint: 'UserButton' })
  await vi.waitFor(() => expect(calls).toEqual([['preload', 'UserButton']]))
})

it('passes on what it does not know by name', async () => {
  const { calls, load } = components()
  const controls = (await new UIOnDemand(load, () => {}).ensureMounted()) as unknown as Record<string, (...args: unknown[]) => void> // of a later version
  controls['openSomething']?.({ at: 1 })
  await vi.waitFor(() => expect(calls).toEqual([['openSomething', { at: 1 }]]))
})

it('says that they could not be loaded, and tries again for the next one', async () => {
  const { calls, load } = components()
  const attempts: boolean[] = []
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  load.mockRejectedValueOnce(new Error('Failed to load Clerk UI'))
  const controls = await new UIOnDemand(load, (hasFailed) => attempts.push(hasFailed)).ensureMounted()
  controls.mountComponent(button)
  await vi.waitFor(() => expect(attempts).toEqual([true]))
  expect(logged).toHaveBeenCalledOnce()
  logged.mockRestore()
  controls.mountComponent(button)
  await vi.waitFor(() => expect(calls).toEqual([['mountComponent', button]]))
  expect(attempts).toEqual([true, false])
})
