import { verifyToken } from '@clerk/backend'
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClerkLocal } from '../clerk-local.ts'
import { instanceAt, instanceNamed } from '../instance/instance.ts'

// Each test starts processes, and a busy machine takes seconds for one.
vi.setConfig({ testTimeout: 60_000 })

const MAIN = ['--import', 'tsx', fileURLToPath(new URL('main.ts', import.meta.url))]

function run(args: string[], env: Record<string, string> = {}): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...MAIN, ...args], { env: { ...process.env, ...env } }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }))
  })
}

const started: ChildProcess[] = []
const folders: string[] = []
afterEach(async () => {
  for (const child of started.splice(0)) if (child.exitCode === null) await Promise.all([once(child, 'exit'), child.kill('SIGTERM')])
  for (const each of folders.splice(0)) rmSync(each, { recursive: true })
})

/** A stand-in in a process of its own, once it says where it listens; `warned` is what it said of dangers. */
async function start(args: string[], env: Record<string, string> = {}): Promise<{ url: string; port: string; child: ChildProcess; warned: () => string }> {
  const child = spawn(process.execPath, [...MAIN, 'start', ...(args.includes('--port') ? [] : ['--port', '0']), ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  let warnings = ''
  child.stderr.on('data', (chunk) => void (warnings += String(chunk)))
  const [line] = await once(child.stdout, 'data')
  const [, url = ''] = /^clerk-local listens on (http:\/\/localhost:\d+)\n$/.exec(String(line)) ?? []
  return { url, port: new URL(url).port, child, warned: () => warnings }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // a TCP server's address is never a string
  server.close()
  return port
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'clerk-local-cli-'))
  folders.push(path)
  return path
}

const emails = async (url: string, key = instanceNamed('dev').secretKey) => {
  const answer = await fetch(`${url}/v1/users`, { headers: { authorization: `Bearer ${key}` } })
  return ((await answer.json()) as { email_addresses: { email_address: string }[] }[]).flatMap((user) => user.email_addresses.map((each) => each.email_address)).toSorted()
}

describe('clerk-local token', () => {
  it('prints nothing but a fresh token of the running stand-in', async () => {
    const local = await createClerkLocal({ instances: { partner: {} } })
    const { port } = new URL(local.url)
    const claims = async (args: string[], jwtKey = local.jwtKey) => verifyToken((await run(['token', 'ada@example.com', ...args], { CLERK_LOCAL_PORT: port })).stdout.trim(), { jwtKey })
    expect(await claims([])).toMatchObject({ azp: 'http://localhost:3000', o: { slg: 'acme' } })
    const other = await claims(['--org', 'none', '--azp', 'http://localhost:5000', '--expires', '15m', '--host', 'localhost'])
    expect([other.o, other.azp, other.exp - other.iat]).toEqual([undefined, 'http://localhost:5000', 900])
    expect(await claims(['--instance', 'partner'], local.instance('partner').jwtKey)).toMatchObject({ iss: local.instance('partner').issuer })
    await local.close()
  })

  it('says in one line whom there is not, and that nobody answers', async () => {
    const local = await createClerkLocal()
    const { port } = new URL(local.url)
    expect(await run(['token', 'nobody@example.com', '--port', port])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^.*nobody@example\.com.*\n$/) })
    expect(await run(['token', 'ada@example.com', '--instance', 'partner', '--port', port])).toMatchObject({ code: 1, stderr: expect.stringMatching(/^.*partner.*\n$/) })
    await local.close()
    expect(await run(['token', 'ada@example.com', '--port', port])).toMatchObject({ code: 1, stderr: expect.stringMatching(/^No stand-in answers on port .*\n$/) })
    expect(await run(['token', 'ada@example.com', '--expires', 'soon'])).toMatchObject({ code: 2, stderr: 'soon is no time; write 90 for seconds, or 15m, 2h, 7d.\n' })
    expect(await run(['token'])).toMatchObject({ code: 2 })
  })
})

describe('clerk-local start', () => {
  it('says who has the port, and what to do', async () => {
    const local = await createClerkLocal()
    const { port } = new URL(local.url)
    expect(await run(['start', '--port', port])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(new RegExp(`^Another clerk-local.* listens on port ${port} already; use that one, stop it, or set --port or CLERK_LOCAL_PORT to another\\.\\n$`)) })
    await local.close()
    const server = createServer((_, response) => response.writeHead(404).end())
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const other = (server.address() as AddressInfo).port // a TCP server's address is never a string
    expect((await run(['start', '--port', String(other)])).stderr).toMatch(new RegExp(`^Port ${other} is taken.*; stop it or set --port or CLERK_LOCAL_PORT to another\\.\\n$`))
    server.close()
  })

  it('says in one line what it does not understand, and refuses production', async () => {
    expect(await run(['start'], { CLERK_LOCAL_PORT: 'x' })).toMatchObject({ code: 2, stderr: 'x is not a port; set --port or CLERK_LOCAL_PORT to a number.\n' })
    expect(await run(['--seed', 'nowhere.yaml'])).toMatchObject({ code: 1, stderr: 'There is no seed file nowhere.yaml.\n' })
    const production = { NODE_ENV: 'production', THROUGHLINE_ALLOW_STAND_IN: '' }
    expect(await run(['--port', '0'], production)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^.*refuses NODE_ENV=production.*\n$/) })
    const allowed = { ...production, THROUGHLINE_ALLOW_STAND_IN: '1' }
    expect(await run(['--port', '0', '--host', '0.0.0.0'], allowed)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^.*refuses the host 0\.0\.0\.0\.\n$/) })
    expect(await run(['--port', '0', '--webhook', 'https://example.com/'], allowed)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Webhooks go to this machine only.*\n$/) })
  })

  it('serves what a seed says, with its instances, and says line and field of what it cannot', async () => {
    const seed = join(folder(), 'seed.yaml')
    writeFileSync(seed, 'users:\n  - email: solo@example.com\ninstances:\n  partner:\n    users:\n      - email: pat@example.com\n')
    const { url } = await start(['--seed', seed, '--instance', 'other'])
    expect(await emails(url)).toEqual(['solo@example.com'])
    expect(await emails(url, instanceNamed('partner').secretKey)).toEqual(['pat@example.com'])
    expect(await emails(url, instanceNamed('other').secretKey)).toContain('ada@example.com')
    writeFileSync(seed, 'users:\n  - email: solo@example.com\n  - emial: x\n')
    expect(await run(['--seed', seed, '--port', '0'])).toMatchObject({ code: 1, stdout: '', stderr: 'seed.yaml:3:5 users[1].emial is not known; did you mean email?\n' })
  })

  it('has keys of its own at another port, so that one browser is signed in to two of them', async () => {
    const ports = [await freePort(), await freePort()]
    await Promise.all(ports.map((port) => start(['--port', String(port)])))
    const variables = await Promise.all(ports.map(async (port) => (await run(['env', '--for', 'node', '--port', String(port)])).stdout))
    expect(new Set(variables.map((each) => /^CLERK_PUBLISHABLE_KEY=(.+)$/m.exec(each)?.[1])).size).toBe(2)
    const jar = new Map<string, string>()
    for (const port of ports) {
      const answer = await fetch(`http://localhost:${port}/v1/client/sign_ins`, {
        method: 'POST',
        headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') },
        body: new URLSearchParams({ identifier: 'ada@example.com', password: 'throughline-dev' }),
      })
      for (const [, name = '', value = ''] of answer.headers.getSetCookie().map((line) => /^([^=]+)=([^;]*)/.exec(line) ?? [])) jar.set(name, value)
    }
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ')
    expect(await Promise.all(ports.map(async (port) => (await fetch(`http://localhost:${port}/v1/me`, { headers: { cookie } })).status))).toEqual([200, 200])
  })

  it('keeps its state in a folder until it is told to reset', async () => {
    const args = ['--data', folder()]
    const invite = (url: string) => fetch(`${url}/v1/users`, { method: 'POST', headers: { authorization: `Bearer ${instanceNamed('dev').secretKey}`, 'content-type': 'application/json' }, body: '{"email_address":["new@example.com"],"skip_password_requirement":true}' })
    const first = await start(args)
    expect((await invite(first.url)).status).toBe(200)
    await Promise.all([once(first.child, 'exit'), first.child.kill('SIGTERM')])
    const second = await start(args)
    expect(await emails(second.url)).toContain('new@example.com')
    await Promise.all([once(second.child, 'exit'), second.child.kill('SIGTERM')])
    const seed = join(folder(), 'seed.json')
    writeFileSync(seed, '{ "users": [{ "email": "solo@example.com" }] }')
    const third = await start([...args, '--seed', seed])
    expect(await emails(third.url)).toContain('new@example.com')
    await vi.waitFor(() => expect(third.warned()).toMatch(/^Goes on with what is in .*--reset begins from the seed\.\n$/))
    await Promise.all([once(third.child, 'exit'), third.child.kill('SIGTERM')])
    expect(await emails((await start([...args, '--seed', seed, '--reset'])).url)).toEqual(['solo@example.com'])
  })

  it('stops when it is told to, with warnings before where something dangerous was allowed', async () => {
    const production = await start([], { NODE_ENV: 'production', THROUGHLINE_ALLOW_STAND_IN: '1' })
    await vi.waitFor(() => expect(production.warned()).toMatch(/^WARNING: clerk-local runs with NODE_ENV=production.*\n$/))
    production.child.kill('SIGTERM')
    expect(await once(production.child, 'exit')).toEqual([0, null])
    const open = await start(['--host', '0.0.0.0', '--remote-webhooks', '--webhook', 'https://hooks.invalid/'])
    await vi.waitFor(() => expect(open.warned()).toMatch(/^WARNING: clerk-local listens on 0\.0\.0\.0.*\nWARNING: clerk-local sends webhooks to other machines.*\n$/))
  })
})

it('prints the variables of an app', async () => {
  const [next, vite, node] = await Promise.all([['env'], ['env', '--for', 'vite', '--instance', 'partner'], ['env', '--for=node', '--host', 'clerk']].map((args) => run([...args, '--port', '4555'])))
  expect(next?.stdout).toMatch(/^CLERK_FAPI_URL=http:\/\/127\.0\.0\.1:4555\/i\/dev$/m)
  expect(vite?.stdout).toContain(`VITE_CLERK_PUBLISHABLE_KEY=${instanceAt(4555, 'partner').publishableKey}\nVITE_CLERK_PROXY_URL=http://localhost:4555/i/partner\n`)
  expect(node?.stdout).toMatch(/^CLERK_API_URL=http:\/\/clerk:4555$/m)
  expect(node?.stdout).not.toContain('NEXT_PUBLIC')
  expect(await run(['env', '--for', 'rails'])).toMatchObject({ code: 2, stderr: 'env is --for next, vite, node, not for rails.\n' })
})

it('lists the routes that are served, and those that the SDKs ask for and are not', async () => {
  const [served, missing] = await Promise.all([run(['routes']), run(['routes', '--missing'])])
  expect(served.stdout).toMatch(/^backend {2}GET \/v1\/users\/:\w+$/m)
  expect(served.stdout).toMatch(/^frontend POST \/v1\/client\/sign_ins$/m)
  expect(served.stdout).toMatch(/^control {2}POST \/_control\/token$/m)
  expect(missing.code).toBe(0)
  expect(missing.stdout).not.toMatch(/GET \/v1\/users\/:\w+ /)
  expect(missing.stdout).toMatch(/^(?:(?:backend {2}|frontend )[A-Z]+ \/\S+ {2}\w+.*\n)*$/)
})

it('helps, and says which version it is', async () => {
  const [help, version] = await Promise.all([run(['--help']), run(['--version'])])
  expect(help).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('clerk-local token EMAIL') })
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
