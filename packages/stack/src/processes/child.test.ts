import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { eventually, isAlive } from '../../test/eventually.ts'
import { startChild, type ChildOptions } from './child.ts'
import { ChildDiedError, untilReady } from './ready.ts'

const WORKER = fileURLToPath(new URL('../../test/worker.mjs', import.meta.url))
const noLeash = { hold() {}, release() {}, close() {} }
const start = (args: string[], options: Partial<ChildOptions> = {}) => startChild({ name: 'worker', args, cwd: process.cwd(), env: process.env, leash: noLeash, ...options })

it('insists after the grace period, on everything that the child has started', async () => {
  const child = start([WORKER, 'parent', 'stubborn'], { graceMs: 100 })
  await eventually('both have told their ids', () => child.lastLines().length > 0)
  const ids = child.lastLines()[0]!.split(' ').map(Number)
  expect(ids.map(isAlive)).toEqual([true, true])
  await child.stop()
  await eventually('both have gone', () => !ids.some(isAlive))
})

it('ends what a child that died has left behind', async () => {
  const child = start([WORKER, 'parent'])
  await eventually('both have told their ids', () => child.lastLines().length > 0)
  const [outer, inner] = child.lastLines()[0]!.split(' ').map(Number)
  process.kill(outer!, 'SIGKILL')
  expect(await child.exited).toBeNull()
  await eventually('the inner one has gone', () => !isAlive(inner!))
})

it('keeps the last words of a child that dies while it is waited for', async () => {
  const child = start(['-e', 'console.error("no such key"); process.exit(3)'])
  await expect(untilReady('http://127.0.0.1:9/', child)).rejects.toThrow(new ChildDiedError('worker has stopped (exit code 3).', ['no such key']))
})
