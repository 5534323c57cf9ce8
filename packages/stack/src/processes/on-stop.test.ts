import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { eventually, isAlive } from '../../test/eventually.ts'

const SUPERVISOR = ['--import', 'tsx', fileURLToPath(new URL('../../test/supervisor.ts', import.meta.url))]

/** The ids that a supervisor prints: its own, its worker's and the one that the worker has started. */
async function idsOf(started: ChildProcess): Promise<[number, number, number]> {
  const [line] = await once(started.stdout!, 'data')
  return String(line).trim().split(' ').map(Number) as [number, number, number] // three are printed
}

it.concurrent.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('leaves no process behind after %s', async (signal) => {
  const supervisor = spawn(process.execPath, SUPERVISOR, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [, ...workers] = await idsOf(supervisor)
  expect(workers.map(isAlive)).toEqual([true, true])
  supervisor.kill(signal)
  const [code] = await once(supervisor, 'exit')
  expect(code).toBe(signal === 'SIGKILL' ? null : 0)
  await eventually('the workers have gone', () => !workers.some(isAlive))
}, 30_000)

it.concurrent('stops when the package runner above it is killed, also with a shell between', async () => {
  // Named like the real one: it is known by its command line.
  const runner = spawn('bash', ['-c', `exec -a npx "$@"`, 'bash', process.execPath, '-e', RUN_THROUGH_SHELL, '--', ...SUPERVISOR], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ids = await idsOf(runner)
  expect(ids.map(isAlive)).toEqual([true, true, true])
  runner.kill('SIGKILL')
  await eventually('all have gone', () => !ids.some(isAlive))
}, 30_000)

const RUN_THROUGH_SHELL = `require('node:child_process').spawn('sh', ['-c', '"$0" "$@"; :', process.execPath, ...process.argv.slice(1)], { stdio: 'inherit' })`
