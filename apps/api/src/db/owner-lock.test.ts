import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DatabaseInUseError, takeOwnership } from './owner-lock.ts'

let folder: string
let directory: string
let lock: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'owner-lock-'))
  directory = join(folder, 'pglite')
  lock = `${directory}.lock`
})
afterEach(() => rmSync(folder, { recursive: true }))

it('holds the process id while it is owned and goes with its owner', () => {
  const release = takeOwnership(directory)
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid })
  release()
  expect(readdirSync(folder)).toEqual([])
})

it('refuses a second owner in one line that names the process', () => {
  const release = takeOwnership(directory)
  expect(() => takeOwnership(directory)).toThrow(DatabaseInUseError)
  expect(() => takeOwnership(directory)).toThrow(new RegExp(`^[^\\n]*in use by process ${process.pid}[^\\n]*$`))
  release()
  takeOwnership(directory)()
})

it('is refused while another process lives, and taken over from one that was killed', async () => {
  const other = spawn(process.execPath, ['--import', 'tsx', '-e', `import('${new URL('./owner-lock.ts', import.meta.url)}').then((m) => { m.takeOwnership(${JSON.stringify(directory)}); console.log('owned'); setInterval(() => {}, 1000) })`])
  await once(other.stdout, 'data')
  expect(() => takeOwnership(directory)).toThrow(`process ${other.pid}`)
  other.kill('SIGKILL')
  await once(other, 'exit')
  const release = takeOwnership(directory)
  expect(JSON.parse(readFileSync(lock, 'utf8')).pid).toBe(process.pid)
  release()
})

it.each([
  ['a process whose id another one has now', JSON.stringify({ pid: process.ppid, startedAt: '1' })],
  ['this process’s id, from before a restart of the machine or container', JSON.stringify({ pid: process.pid, startedAt: '1' })],
  ['an empty file', ''],
  ['something else', '{"pid":"all"}'],
])('is taken over from %s', (_, content) => {
  writeFileSync(lock, content)
  const release = takeOwnership(directory)
  release()
  expect(existsSync(lock)).toBe(false)
})

it('is not taken away by an owner who has lost it', () => {
  const release = takeOwnership(directory)
  writeFileSync(lock, 'somebody else')
  release()
  expect(readFileSync(lock, 'utf8')).toBe('somebody else')
})
