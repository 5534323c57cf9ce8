import { createClerkClient } from '@clerk/backend'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sdk } from '../../test/sdk.ts'
import { createClerkLocal } from '../clerk-local.ts'
import { instance } from '../instance/instance.ts'

vi.setConfig({ testTimeout: 60_000 }) // three processes are started, one after the other

const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url))

let dataDir: string
beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'clerk-local-'))))
afterEach(() => rmSync(dataDir, { recursive: true }))

/** Creates users one after the other until the process is killed; the addresses of those that were answered. */
async function createUntilKilled(round: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, 'start', '--port', '0', '--data', dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  const apiUrl = String(line).replace(/^.*(http:\S+)\s*$/s, '$1')
  const clerk = createClerkClient({ secretKey: instance.secretKey, apiUrl, telemetry: { disabled: true } })
  const answered: string[] = []
  const exited = once(child, 'exit')
  const create = async (lane: number) => {
    for (let n = 0; ; n += 1) {
      const email = `round${round}-${lane}-${n}@example.com`
      await clerk.users.createUser({ emailAddress: [email] })
      answered.push(email)
      if (answered.length === 40 + round * 7) child.kill('SIGKILL') // while the other lanes are being answered
    }
  }
  await Promise.allSettled([create(0), create(1), create(2)])
  await exited
  return answered
}

it('has everything that it answered, however it is killed', async () => {
  const answered: string[] = []
  for (const round of [0, 1, 2]) answered.push(...(await createUntilKilled(round)))
  const local = await createClerkLocal({ dataDir })
  const { data } = await sdk(local).users.getUserList({ limit: 500 })
  const kept = new Set(data.map(({ primaryEmailAddress }) => primaryEmailAddress?.emailAddress))
  expect(answered.length).toBeGreaterThan(120)
  expect(answered.filter((email) => !kept.has(email))).toEqual([])
  await local.close()
})

it('drops a line that was torn off, and keeps what came before', async () => {
  const first = await createClerkLocal({ dataDir })
  await sdk(first).users.createUser({ emailAddress: ['kept@example.com'] })
  await first.close()
  appendFileSync(join(dataDir, 'state.jsonl'), '[["users","user_torn",{"id":"user_to')
  const second = await createClerkLocal({ dataDir })
  expect(await sdk(second).users.getCount({ emailAddress: ['kept@example.com'] })).toBe(1)
  await second.close()
  expect(readFileSync(join(dataDir, 'state.jsonl'), 'utf8')).not.toContain('user_torn')
})

it('has one owner of a folder, and outlives one that was killed', async () => {
  const first = await createClerkLocal({ dataDir })
  await expect(createClerkLocal({ dataDir })).rejects.toThrow(`is in use by another clerk-local, process ${process.pid}`)
  await first.close()
  appendFileSync(join(dataDir, 'lock'), '999999999') // no process has this id
  const second = await createClerkLocal({ dataDir })
  await second.close()
})
