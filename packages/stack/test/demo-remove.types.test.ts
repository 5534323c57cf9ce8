import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const copy = mkdtempSync(join(tmpdir(), 'throughline-without-demo-'))
const run = promisify(execFile)
const TIMEOUT_MS = 300_000

/** What a command that fails has said is in the error. */
const node = (...args: string[]) => run(process.execPath, args, { cwd: copy, maxBuffer: 16 * 1024 * 1024, env: { ...process.env, CI: 'true' } })
const bin = (name: string) => join(copy, 'node_modules', name)

// A copy of what belongs to the repository, with its own links between its packages.
beforeAll(async () => {
  const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, maxBuffer: 16 * 1024 * 1024 })
  for (const file of stdout.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  await run('npx', ['-y', 'pnpm@12', 'install', '--frozen-lockfile', '--prefer-offline'], { cwd: copy, maxBuffer: 16 * 1024 * 1024 })
}, TIMEOUT_MS)
afterAll(() => rmSync(copy, { recursive: true, force: true }))

it('`pnpm demo:remove` leaves lint, types, tests and the server’s build green', async () => {
  const command = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8')).scripts['demo:remove'].split(' ') as string[] // `node` and its arguments
  const { stdout } = await node(...command.slice(1))
  expect(stdout).toContain('Deleted packages/api/src/ticket')
  expect(readFileSync(join(copy, 'packages/api/src/contract.ts'), 'utf8')).not.toContain('ticket')

  await node(bin('oxlint/bin/oxlint'), '--deny-warnings')
  for (const project of ['packages/api', 'packages/next', 'apps/api', 'apps/web', 'apps/web/e2e', 'apps/cli']) await node(bin('typescript/bin/tsc'), '--noEmit', '-p', project)
  await node(bin('vitest/vitest.mjs'), 'run', '--config', 'vitest.workspace.ts', '--project', 'unit', '--project', 'api', 'packages/api', 'apps/api/test/contract.test.ts', 'apps/api/test/boot.test.ts', 'apps/api/src/mirror')
  await run(process.execPath, ['build.js', 'dist'], { cwd: join(copy, 'apps/api') })
}, TIMEOUT_MS)

it('changes nothing where it has run already, and says what it misses', async () => {
  const again = node('packages/stack/bin/run.cjs', 'demo-remove')
  await expect(again).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was changed. This is not as it was:\n  packages/api/src/ticket\n') })
})
