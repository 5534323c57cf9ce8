import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { instance } from '../instance/instance.ts'

// Each test starts processes, and a busy machine takes seconds for one.
vi.setConfig({ testTimeout: 60_000 })

const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url))

let folder: string
let children: ChildProcess[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clerk-local-webhooks-'))
  children = []
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

async function start(webhook: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, '--port', '0', '--data', folder, '--webhook', webhook], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [line] = await once(child.stdout, 'data')
  return { url: String(line).trim().replace('clerk-local listens on ', ''), child }
}

const create = (url: string) => fetch(`${url}/v1/users`, { method: 'POST', headers: { authorization: `Bearer ${instance.secretKey}`, 'content-type': 'application/json' }, body: '{"email_address":["new@example.com"],"skip_password_requirement":true}' })

/** An endpoint that answers 200 once it may, and says when it was asked. */
async function endpoint(): Promise<{ url: string; asked: () => string[]; answer: (willing: boolean) => void; close: () => void }> {
  const ids: string[] = []
  let willing = false
  const server = createServer((request, response) => {
    ids.push(String(request.headers['svix-id']))
    if (willing) response.end()
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => ids, answer: (now) => void (willing = now), close: () => (server.closeAllConnections(), void server.close()) } // a TCP server's address is never a string
}

it('sends after a kill -9 what was answered before it', async () => {
  const app = await endpoint()
  const first = await start(app.url)
  expect((await create(first.url)).status).toBe(200)
  await Promise.all([once(first.child, 'exit'), first.child.kill('SIGKILL')])
  const before = app.asked().length
  app.answer(true)
  const second = await start(app.url)
  await vi.waitFor(() => expect(app.asked().length).toBeGreaterThan(before), { timeout: 10_000 })
  expect(new Set(app.asked()).size).toBe(1)
  const deliveries = async () => (await fetch(`${second.url}/_control/webhooks/deliveries`)).json()
  await vi.waitFor(async () => expect(await deliveries()).toMatchObject([{ type: 'user.created', state: 'delivered' }]), { timeout: 10_000 })
  app.close()
})

it('stops at once while an endpoint is thinking and while a retry waits', async () => {
  const app = await endpoint()
  const thinking = await start(app.url)
  await create(thinking.url)
  await vi.waitFor(() => expect(app.asked()).toHaveLength(1), { timeout: 10_000 })
  thinking.child.kill('SIGTERM')
  expect(await once(thinking.child, 'exit')).toEqual([0, null])
  app.close()
  const waiting = await start(app.url) // nothing listens there any more
  await vi.waitFor(async () => expect(await (await fetch(`${waiting.url}/_control/webhooks/deliveries`)).json()).toMatchObject([{ state: 'pending', attempts: [{ error: 'Nothing listens there.' }] }]), { timeout: 10_000 })
  waiting.child.kill('SIGTERM')
  expect(await once(waiting.child, 'exit')).toEqual([0, null])
})
