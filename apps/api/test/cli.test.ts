import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from './create-test-app.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

/** Runs the real command, as `pnpm cli` does. */
function cli(args: string[], env: Record<string, string> = {}) {
  const variables = { PATH: process.env['PATH'], THROUGHLINE_API_URL: app.url, CLERK_LOCAL_PORT: new URL(app.clerk.url).port, ...env }
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', 'apps/cli/src/main.ts', ...args], { cwd: root, env: variables }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

describe('pnpm cli', () => {
  it('prints the profile of a user of the stand-in', async () => {
    const { code, out } = await cli(['profile', '--as', 'ada@example.com'])
    expect(code).toBe(0)
    expect(out).toMatch(/^name +Ada Lovelace$/m)
    expect(out).toMatch(/^email +ada@example\.com$/m)
  })

  it('takes a token from the environment, and prints JSON when asked', async () => {
    const { out } = await cli(['profile', '--json'], { THROUGHLINE_TOKEN: await app.clerk.token('alan@example.com') })
    expect(JSON.parse(out)).toMatchObject({ email: 'alan@example.com', displayName: 'Alan Turing' })
  })

  it('shows the server to anybody', async () => {
    expect((await cli(['info'])).out).toMatch(/^name +Throughline$/m)
  })

  const failures: [what: string, args: string[], env: () => Promise<Record<string, string>>, line: string][] = [
    ['a wrong token', ['profile'], async () => ({ THROUGHLINE_TOKEN: 'wrong' }), 'The token is not valid.'],
    ['an expired token', ['profile'], async () => ({ THROUGHLINE_TOKEN: await app.clerk.token('ada@example.com', { expiresIn: -10 }) }), 'The token has expired; get a fresh one.'],
    ['no token', ['profile'], async () => ({}), 'Sign in first: use --as EMAIL, or set THROUGHLINE_TOKEN.'],
    ['an unknown user', ['profile', '--as', 'nobody@example.com'], async () => ({}), 'The stand-in knows no user nobody@example.com.'],
    ['no API', ['info'], async () => ({ THROUGHLINE_API_URL: 'http://127.0.0.1:9' }), 'No API answers at http://127.0.0.1:9.'],
    ['no stand-in', ['profile', '--as', 'ada@example.com'], async () => ({ CLERK_LOCAL_PORT: '9' }), 'No Clerk stand-in answers on port 9; start one by `pnpm dev`, or set THROUGHLINE_TOKEN.'],
  ]
  it.each(failures)('says of %s in one line what to do, and exits with 1', async (_, args, env, line) => {
    expect(await cli(args, await env())).toEqual({ code: 1, out: '', err: `${line}\n` })
  })
})
