import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const RUN = fileURLToPath(new URL('../bin/run.cjs', import.meta.url))
let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'throughline-node-'))))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs a command that does not exist, by a Node that says it is another version. */
function runWith(version: string) {
  const disguise = join(folder, `${version}.cjs`)
  writeFileSync(disguise, `Object.defineProperty(process.versions, 'node', { value: '${version}' })`)
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', disguise, RUN, 'no-such-command'], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

it.each(['14.21.3', '18.20.8', '20.18.3'])('refuses Node %s in one line', (version) => {
  expect(runWith(version)).toEqual({ status: 1, stdout: '', stderr: `Throughline needs Node 20.19 or newer; this is ${version}. See https://nodejs.org.\n` })
})

it.each(['20.19.0', '22.0.0'])('lets Node %s through to the command', (version) => {
  expect(runWith(version).stderr).toContain('no-such-command')
})
