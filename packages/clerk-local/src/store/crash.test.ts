import { createClerkClient } from '@clerk/backend'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
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

type Clerk = ReturnType<typeof createClerkClient>

/** Does `act` again and again, three at a time, until the process is killed after so many answers; what was answered. */
async function untilKilled<T>(answers: number, act: (clerk: Clerk, lane: number, n: number) => Promise<T>): Promise<T[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, 'start', '--port', '0', '--data', dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  const apiUrl = String(line).replace(/^.*(http:\S+)\s*$/s, '$1')
  const clerk = createClerkClient({ secretKey: instance.secretKey, apiUrl, telemetry: { disabled: true } })
  const answered: T[] = []
  const exited = once(child, 'exit')
  const work = async (lane: number) => {
    for (let n = 0; ; n += 1) {
      answered.push(await act(clerk, lane, n))
      if (answered.length === answers) child.kill('SIGKILL') // while the other lanes are being answered
    }
  }
  await Promise.allSettled([work(0), work(1), work(2)])
  await exited
  return answered
}

/** The addresses of the users that were created. */
const createUntilKilled = (round: number): Promise<string[]> =>
  untilKilled(40 + round * 7, async (clerk, lane, n) => {
    const email = `round${round}-${lane}-${n}@example.com`
    await clerk.users.createUser({ emailAddress: [email], skipPasswordRequirement: true })
    return email
  })

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

it('has every picture that it answered and no other, however it is killed', async () => {
  const users = ['ada', 'alan', 'grace'].map((name) => `user_${name}`.padEnd(32, '0'))
  const pictureOf = (lane: number, n: number) => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(20_000, `${lane}-${n};`)])
  const uploads = await untilKilled(40, async (clerk, lane, n) => {
    await clerk.users.updateUserProfileImage(users[lane] ?? '', { file: new Blob([new Uint8Array(pictureOf(lane, n))], { type: 'image/png' }) })
    return { lane, n }
  })
  const local = await createClerkLocal({ dataDir })
  for (const [lane, id] of users.entries()) {
    const { imageUrl } = await sdk(local).users.getUser(id)
    const picture = Buffer.from(await (await fetch(imageUrl)).arrayBuffer())
    const last = uploads.findLast((upload) => upload.lane === lane)?.n ?? 0
    // The one that was answered last, or the next, which was written and never answered.
    expect([last, last + 1].some((n) => pictureOf(lane, n).equals(picture))).toBe(true)
  }
  expect(readdirSync(join(dataDir, 'images'))).toHaveLength(users.length)
  await local.close()
})

it('drops a line that was torn off, and keeps what came before', async () => {
  const first = await createClerkLocal({ dataDir })
  await sdk(first).users.createUser({ emailAddress: ['kept@example.com'], skipPasswordRequirement: true })
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
