import { verifyToken } from '@clerk/backend'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it, vi } from 'vitest'
import { createClerkLocal } from '../clerk-local.ts'

// Each test starts processes, and a busy machine takes seconds for one.
vi.setConfig({ testTimeout: 30_000 })

const MAIN = ['--import', 'tsx', fileURLToPath(new URL('main.ts', import.meta.url))]

function run(args: string[], env: Record<string, string> = {}): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...MAIN, ...args], { env: { ...process.env, ...env } }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }))
  })
}

it('prints nothing but a fresh token of the running stand-in', async () => {
  const local = await createClerkLocal()
  const { port } = new URL(local.url)
  const { stdout } = await run(['token', 'ada@example.com'], { CLERK_LOCAL_PORT: port })
  expect(await verifyToken(stdout.trim(), { jwtKey: local.jwtKey })).toMatchObject({ azp: 'http://localhost:3000', o: { slg: 'acme' } })
  const { stdout: personal } = await run(['token', 'ada@example.com', '--org', 'none', '--port', port])
  expect((await verifyToken(personal.trim(), { jwtKey: local.jwtKey })).o).toBeUndefined()
  expect(await run(['token', 'nobody@example.com', '--port', port])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^.*nobody@example\.com.*\n$/) })
  await local.close()
})

it('says in one line what is wrong: a taken port, none running, a port that is none, production', async () => {
  const local = await createClerkLocal()
  const { port } = new URL(local.url)
  expect(await run(['start', '--port', port])).toEqual({ code: 1, stdout: '', stderr: `Port ${port} is taken; set CLERK_LOCAL_PORT to use another.\n` })
  await local.close()
  expect(await run(['token', 'ada@example.com', '--port', port])).toMatchObject({ code: 1, stderr: expect.stringMatching(/^No stand-in answers on port .*\n$/) })
  expect(await run(['start'], { CLERK_LOCAL_PORT: 'x' })).toMatchObject({ code: 2, stderr: 'x is not a port; set CLERK_LOCAL_PORT to a number.\n' })
  expect(await run(['start', '--port', '0'], { NODE_ENV: 'production' })).toMatchObject({ code: 1, stderr: expect.stringMatching(/^.*refuses NODE_ENV=production.*\n$/) })
})

it('prints the variables of an app', async () => {
  const { stdout } = await run(['env', '--port', '4555'])
  expect(stdout).toMatch(/^CLERK_FAPI_URL=http:\/\/127\.0\.0\.1:4555\/i\/dev$/m)
})

it('stops when it is told to, with a warning before where production was allowed', async () => {
  const child = spawn(process.execPath, [...MAIN, 'start', '--port', '0'], { env: { ...process.env, NODE_ENV: 'production', THROUGHLINE_ALLOW_STAND_IN: '1' } })
  const [[warning], [line]] = await Promise.all([once(child.stderr, 'data'), once(child.stdout, 'data')])
  expect(String(warning)).toMatch(/^WARNING/)
  expect(String(line)).toMatch(/^clerk-local listens on http:\/\/localhost:\d+\n$/)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})
