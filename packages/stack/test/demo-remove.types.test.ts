import { execFile } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const copy = mkdtempSync(join(tmpdir(), 'throughline-without-demo-'))
const TIMEOUT_MS = 600_000
const MEGABYTE = 1_024 ** 2

/** What a command that fails has said is in the error. */
const run = (command: string, args: readonly string[], cwd = copy) => promisify(execFile)(command, args, { cwd, maxBuffer: 32 * MEGABYTE, env: { ...process.env, CI: 'true' } })
const pnpm = (...args: string[]) => run('npx', ['-y', 'pnpm@12', ...args])
const git = (cwd: string, ...args: string[]) => run('git', args, cwd)

// A copy of what belongs to the repository, with its own links between its packages.
beforeAll(async () => {
  chmodSync(copy, 0o755) // as root, PostgreSQL is started from here by a user of its own
  const { stdout } = await git(root, 'ls-files', '--cached', '--others', '--exclude-standard', '-z')
  // What is deleted and not yet committed is listed, too.
  for (const file of stdout.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  await pnpm('install', '--frozen-lockfile', '--prefer-offline')
  await git(copy, 'init', '--quiet')
  await git(copy, 'add', '--all')
}, TIMEOUT_MS)
afterAll(() => rmSync(copy, { recursive: true, force: true }))

it('changes nothing where something is not as it was, and says what', async () => {
  const file = join(copy, 'packages/api/src/index.ts')
  const before = readFileSync(file, 'utf8')
  writeFileSync(file, before.replace("'./ticket/desk.ts'", "'./ticket/desk.js'"))
  await expect(pnpm('demo:remove')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was changed. This is not as it was:\n  packages/api/src/index.ts: export * from') })
  writeFileSync(file, before)
  expect((await git(copy, 'diff', '--stat')).stdout).toBe('')
})

it('leaves lint, types, tests and build green, and nothing of itself', async () => {
  const { stdout } = await pnpm('demo:remove')
  expect(stdout).toContain('Deleted packages/api/src/ticket')
  const left = await git(copy, 'ls-files', '--deleted')
  expect(left.stdout).toContain('packages/stack/src/demo.ts')
  for (const file of ['packages/api/src/contract.ts', 'apps/api/src/app.module.ts', 'apps/web/src/site/nav.tsx', 'package.json']) expect(readFileSync(join(copy, file), 'utf8')).not.toMatch(/ticket|demo/i)

  await pnpm('lint')
  await pnpm('typecheck')
  // Of what knows the product; the other packages' tests say the same as in the checkout.
  await pnpm('test', '--project', 'unit', '--project', 'api', 'apps', 'packages/api', 'packages/next')
  await pnpm('build')
}, TIMEOUT_MS)
