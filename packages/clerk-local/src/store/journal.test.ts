import { verifyToken } from '@clerk/backend'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { createClerkLocal } from '../clerk-local.ts'
import { instance } from '../instance/instance.ts'
import { clientCookie } from '../tokens/cookies.ts'

let dataDir: string
beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'clerk-local-'))))
afterEach(() => rmSync(dataDir, { recursive: true }))

it('keeps users, sessions and the key across restarts', async () => {
  const first = await createClerkLocal({ dataDir })
  await sdk(first).users.createUser({ emailAddress: ['kept@example.com'], password: 'structured-1' })
  const token = await first.token('ada@example.com')
  await first.close()
  const second = await createClerkLocal({ dataDir })
  const { sid } = await verifyToken(token, { jwtKey: second.jwtKey })
  expect((await sdk(second).sessions.getSession(sid)).status).toBe('active')
  await expect(new Browser(second).signIn('kept@example.com', 'structured-1')).resolves.toBeTruthy()
  await second.close()
})

it('has on disk what it answered, without being closed', async () => {
  const running = await createClerkLocal({ dataDir })
  await sdk(running).users.createUser({ emailAddress: ['kept@example.com'], skipPasswordRequirement: true })
  const copy = mkdtempSync(join(tmpdir(), 'clerk-local-'))
  copyFileSync(join(dataDir, 'state.jsonl'), join(copy, 'state.jsonl'))
  const other = await createClerkLocal({ dataDir: copy })
  expect(await sdk(other).users.getCount()).toBe(5)
  await Promise.all([running.close(), other.close()])
  rmSync(copy, { recursive: true })
})

it('forgets at a start what ended days ago, and signs nobody out', async () => {
  const first = await createClerkLocal({ dataDir })
  first.clock.advance(-3 * 86_400_000)
  const left = new Browser(first)
  await left.signIn('grace@example.com')
  await left.send('DELETE', '/v1/client/sessions')
  const staying = new Browser(first)
  const { id } = await staying.signIn('ada@example.com')
  await first.close()
  const second = await createClerkLocal({ dataDir })
  const { data } = await sdk(second).sessions.getSessionList()
  expect(data.map((session) => [session.id, session.status])).toEqual([[id, 'active']])
  const [, cookie] = [...staying.cookies.entries()][0] ?? []
  expect(await (await fetch(`${second.url}/v1/me`, { headers: { cookie: `${clientCookie(instance)}=${cookie}` } })).json()).toMatchObject({ response: { first_name: 'Ada' } })
  await second.close()
})

it('keeps its files to the user who runs it', async () => {
  await (await createClerkLocal({ dataDir })).close()
  expect(readdirSync(dataDir).toSorted()).toEqual(['signing-key.pem', 'state.jsonl'])
  for (const file of readdirSync(dataDir)) expect(statSync(join(dataDir, file)).mode & 0o077).toBe(0)
})

it('leaves the folder alone when the port is taken', async () => {
  const running = await createClerkLocal({ dataDir })
  const before = statSync(join(dataDir, 'state.jsonl')).mtimeMs
  await expect(createClerkLocal({ dataDir, port: Number(new URL(running.url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  expect(statSync(join(dataDir, 'state.jsonl')).mtimeMs).toBe(before)
  await running.close()
})

it('names the file that it cannot read', async () => {
  writeFileSync(join(dataDir, 'state.jsonl'), '{"users":')
  await expect(createClerkLocal({ dataDir })).rejects.toThrow(/state\.jsonl is not what this version of clerk-local wrote/)
})

it('says in one sentence what is no folder to write in', async () => {
  const file = join(dataDir, 'file')
  writeFileSync(file, '')
  await expect(createClerkLocal({ dataDir: file })).rejects.toThrow(`${file} cannot be the data folder: it is a file.`)
  await expect(createClerkLocal({ dataDir: join(file, 'below') })).rejects.toThrow('a part of its path is a file.')
})

it('goes on with the file that it has where there is no room for the one to replace it', async () => {
  const running = await createClerkLocal({ dataDir })
  const { users } = sdk(running)
  const half = 'x'.repeat(900_000)
  mkdirSync(join(dataDir, 'state.jsonl.new')) // nothing can be written there
  for (let written = 0; written < 11; written += 1) await users.updateUserMetadata('user_ada000000000000000000000000', { privateMetadata: { half: `${written}${half}` } })
  await users.createUser({ emailAddress: ['kept@example.com'], skipPasswordRequirement: true })
  rmSync(join(dataDir, 'state.jsonl.new'), { recursive: true, force: true })
  await running.close()
  const second = await createClerkLocal({ dataDir })
  expect(await sdk(second).users.getCount({ emailAddress: ['kept@example.com'] })).toBe(1)
  await second.close()
})
