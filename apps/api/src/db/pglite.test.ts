import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DatabaseInUseError } from './owner-lock.ts'
import { openPglite } from './pglite.ts'
import { users } from './schema.ts'

const WRITER = fileURLToPath(new URL('../../test/row-writer.ts', import.meta.url))

let dataDir: string
beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'throughline-pglite-'))))
afterEach(() => rmSync(dataDir, { recursive: true }))

const idsOf = async ({ db }: Awaited<ReturnType<typeof openPglite>>) => new Set((await db.select().from(users)).map(({ id }) => id))

it('migrates an empty folder, keeps its rows, and migrates no second time', async () => {
  const first = await openPglite(dataDir)
  await first.db.insert(users).values({ id: 'user_1', email: 'a@example.com', displayName: 'A' })
  await expect(openPglite(dataDir)).rejects.toThrow(DatabaseInUseError)
  await first.close()

  const second = await openPglite(dataDir)
  await second.ping()
  expect(await idsOf(second)).toEqual(new Set(['user_1']))
  await second.close()
  await expect(second.ping()).rejects.toThrow(/clos/i)
})

it('gives the folder up when it cannot be opened', async () => {
  writeFileSync(join(dataDir, 'pglite'), 'no folder')
  await expect(openPglite(dataDir)).rejects.not.toThrow(DatabaseInUseError)
  expect(existsSync(join(dataDir, 'pglite.lock'))).toBe(false)
})

it('holds every acknowledged row after its owner was killed in the middle of writing, twice', async () => {
  const acknowledged: string[] = []
  for (const run of ['first', 'second']) {
    const writer = spawn(process.execPath, ['--import', 'tsx', WRITER, dataDir, run], { stdio: ['ignore', 'pipe', 'inherit'] })
    const goal = acknowledged.length + 50
    createInterface({ input: writer.stdout }).on('line', (id) => acknowledged.push(id) === goal && writer.kill('SIGKILL'))
    // 'close' comes after the last line.
    expect(await once(writer, 'close')).toEqual([null, 'SIGKILL'])
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(100)

  const reopened = await openPglite(dataDir)
  const found = await idsOf(reopened)
  expect(acknowledged.filter((id) => !found.has(id))).toEqual([])
  // Of each run, the row under way may be there without its acknowledgement.
  expect(found.size).toBeLessThanOrEqual(acknowledged.length + 2)
  await reopened.db.insert(users).values({ id: 'afterwards', email: 'a@example.com', displayName: 'A' })
  await reopened.close()
}, 60_000)
