import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { buildPackage } from './build.ts'

// Builds, packs and unpacks, and starts processes.
vi.setConfig({ hookTimeout: 60_000, testTimeout: 60_000 })

const run = promisify(execFile)
const HOME = fileURLToPath(new URL('../../', import.meta.url))
/** A project outside of the repository that has the package as its tarball has it, and only what that depends on. */
let project: string
let home: string

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'clerk-local-packed-'))
  const built = join(project, 'built')
  await buildPackage(built)
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', project, built])
  home = join(project, 'node_modules/@throughline/clerk-local')
  mkdirSync(home, { recursive: true })
  await run('tar', ['-xzf', join(project, stdout.trim()), '--strip-components', '1', '-C', home])
  rmSync(built, { recursive: true })
  const { dependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { dependencies: Record<string, string> } // as the build wrote it
  for (const name of [...Object.keys(dependencies), '@types/node']) {
    mkdirSync(dirname(join(project, 'node_modules', name)), { recursive: true })
    symlinkSync(join(HOME, 'node_modules', name), join(project, 'node_modules', name))
  }
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }))
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

it('holds what it says, and none of the workspace', () => {
  expect(readdirSync(home).toSorted()).toEqual(['LICENSE', 'README.md', 'bin', 'chunks', 'cli.js', 'index.js', 'package.json', 'playwright.js', 'types'])
  const manifest = readFileSync(join(home, 'package.json'), 'utf8')
  expect(manifest).not.toMatch(/catalog:|workspace:|\/src\//)
  expect(existsSync(join(home, 'types/index.d.ts'))).toBe(true)
})

it('starts from its command, and serves both APIs and Clerk’s bundles', async () => {
  const child = spawn(process.execPath, [join(home, 'bin/clerk-local.js'), '--port', '0'], { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [line] = await once(child.stdout, 'data')
    const [url = ''] = /http:\S+/.exec(String(line)) ?? []
    const { stdout } = await run(process.execPath, [join(home, 'bin/clerk-local.js'), 'token', 'ada@example.com', '--port', new URL(url).port])
    expect(stdout).toMatch(/^ey[\w-]+\.[\w-]+\.[\w-]+\n$/)
    for (const path of ['/v1/environment', '/npm/@clerk/clerk-js@6/dist/clerk.browser.js', '/npm/@clerk/ui@1/dist/ui.browser.js', '/']) expect((await fetch(url + path)).status).toBe(200)
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
})

it('is used from JavaScript without the repository', async () => {
  const script = `
    import { createClerkLocal } from '@throughline/clerk-local'
    import { signIn } from '@throughline/clerk-local/playwright'
    const clerk = await createClerkLocal()
    const cookies = []
    const page = { context: () => ({ addCookies: async (given) => cookies.push(...given), clearCookies: async () => {} }) }
    await signIn(page, { user: 'ada@example.com', clerk })
    console.log(JSON.stringify([(await clerk.token('ada@example.com')).split('.').length, cookies.some(({ name }) => name === '__session')]))
    await clerk.close()`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: project })
  expect(JSON.parse(stdout)).toEqual([3, true])
})

it('has types that a strict project checks against', async () => {
  writeFileSync(
    join(project, 'use.ts'),
    `import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import { signIn, type PageLike } from '@throughline/clerk-local/playwright'
export async function use(page: PageLike): Promise<string> {
  const clerk: ClerkLocal = await createClerkLocal({ settings: { organizations: { forceSelection: true } } })
  await signIn(page, { user: 'ada@example.com', clerk })
  // @ts-expect-error a setting that there is not
  clerk.changeSettings({ nonsense: true })
  return clerk.token('ada@example.com', { organization: 'acme' })
}
`,
  )
  const compiler = createRequire(import.meta.url).resolve('typescript/package.json').replace(/package\.json$/, 'bin/tsc')
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node', '--skipLibCheck', 'use.ts']
  const { stdout } = await run(process.execPath, [compiler, ...options], { cwd: project }).catch((error: { stdout: string }) => error)
  expect(stdout).toBe('')
})
