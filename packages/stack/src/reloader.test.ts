import { expect, it } from 'vitest'
import { startChild, type Child } from './processes/child.ts'
import { Reloader } from './reloader.ts'

const noLeash = { hold() {}, release() {}, close() {} }

/** A reloader of real processes that records what happens, and whether two ever ran at once. */
function fixture({ build = async () => {} }: { build?: () => Promise<void> } = {}) {
  const events: string[] = []
  const errors: unknown[] = []
  let child: Child | null = null
  const reloader = new Reloader({
    build,
    async stop() {
      await child?.stop()
      if (child) events.push('gone')
      child = null
    },
    async start() {
      if (child?.isRunning()) events.push('two at once')
      child = startChild({ name: 'worker', args: ['-e', 'setInterval(() => {}, 1000)'], cwd: process.cwd(), env: process.env, leash: noLeash })
      events.push('started')
    },
    onError: (error) => errors.push(error),
  })
  return { reloader, events, errors, isRunning: () => child?.isRunning() ?? false, end: () => child?.stop() }
}

it('starts the new process only after the old one has gone', async () => {
  const { reloader, events, end } = fixture()
  await reloader.request()
  await reloader.request()
  expect(events).toEqual(['started', 'gone', 'started'])
  await end()
})

it('turns twenty edits during a reload into one more', async () => {
  const { reloader, events, isRunning, end } = fixture()
  await Promise.all(Array.from({ length: 20 }, () => reloader.request()))
  expect(events.filter((event) => event === 'started').length).toBeLessThanOrEqual(2)
  expect(events).not.toContain('two at once')
  expect(isRunning()).toBe(true)
  await end()
})

it('leaves the old process alone when the sources do not compile, and loads the edit that puts them right', async () => {
  let broken = false
  const { reloader, events, errors, isRunning, end } = fixture({ build: () => (broken ? Promise.reject(new Error('Unexpected "="')) : Promise.resolve()) })
  await reloader.request()
  broken = true
  await reloader.request()
  expect(errors).toEqual([new Error('Unexpected "="')])
  expect(isRunning()).toBe(true)
  broken = false
  await reloader.request()
  expect(events).toEqual(['started', 'gone', 'started'])
  await end()
})
