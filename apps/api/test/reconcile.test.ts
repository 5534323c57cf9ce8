import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildServer } from './server-process.ts'

const folder = fileURLToPath(new URL('..', import.meta.url))
const BUNDLE = '.dev-test-reconcile'
const dataDir = mkdtempSync(join(tmpdir(), 'throughline-reconcile-'))

let clerk: ClerkLocal
beforeAll(async () => {
  ;[clerk] = await Promise.all([createClerkLocal(), buildServer(BUNDLE)])
})
afterAll(async () => {
  await clerk.close()
  rmSync(dataDir, { recursive: true })
})

interface Outcome {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

function run(...options: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [`${BUNDLE}/reconcile.js`, ...options], { cwd: folder, env: { ...clerk.env.api(), DATA_DIR: dataDir } }, (_error, output, errors) => resolve({ code: child.exitCode, output, errors }))
  })
}

const PROGRESS = 'Compared 6 of 6 users and organizations.\n'

it('compares as a command, without a change where it is asked to, then repairs', async () => {
  expect(await run('--dry-run')).toEqual({ code: 0, output: expect.stringMatching(/^missing {2}user[^]*\n10 differences found; nothing was changed\.\n$/), errors: PROGRESS })
  expect(await run()).toEqual({ code: 0, output: expect.stringMatching(/10 differences repaired\.\n$/), errors: PROGRESS })
  expect(await run()).toEqual({ code: 0, output: 'The mirror is as Clerk is.\n', errors: PROGRESS })
})

it('ends with 1 where it could not compare, and says why in a line', async () => {
  expect(await run('--dryrun')).toEqual({ code: 1, output: '', errors: 'There is no option --dryrun; --dry-run is the only one.\n' })
  clerk.fail('GET /v1/organizations', 500)
  expect(await run('--dry-run')).toMatchObject({ code: 1, errors: expect.stringMatching(/^Clerk answers 500: .+\n$/) })
})
