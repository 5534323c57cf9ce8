import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppRouter } from '@throughline/api'
import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client'
import superjson from 'superjson'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPglite } from '../src/db/pglite.ts'
import { buildServer, startServer, type ServerProcess } from './server-process.ts'

let clerk: ClerkLocal
let template: string
let dataDir: string
const running = new Set<ServerProcess>()

beforeAll(async () => {
  ;[clerk, template] = await Promise.all([createClerkLocal(), emptyDataDir(), buildServer()])
})
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'throughline-server-'))
  cpSync(template, dataDir, { recursive: true })
})
afterEach(async () => {
  for (const { child, exit } of running) {
    child.kill('SIGKILL')
    await exit
  }
  running.clear()
  rmSync(dataDir, { recursive: true })
})
afterAll(async () => {
  await clerk.close()
  rmSync(template, { recursive: true })
})

/** Making a database folder takes seconds, copying one does not. */
async function emptyDataDir(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-template-'))
  const database = await openPglite(folder)
  await database.close()
  return folder
}

function start(variables: Record<string, string> = {}): ServerProcess {
  const server = startServer({ ...clerk.env.api(), CLERK_JWT_KEY: clerk.jwtKey, DATA_DIR: dataDir, API_PORT: '0', ...variables })
  running.add(server)
  return server
}

const clientOf = (url: string, token: string) =>
  createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, transformer: superjson, headers: { authorization: `Bearer ${token}` } })] })

describe('a signal to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('%s lets the call in flight finish, takes no new one, and ends the process', async (signal) => {
    const gate = await gateBefore(clerk)
    const server = start({ CLERK_API_URL: gate.url })
    const url = await server.listening
    const call = clientOf(url, await clerk.token('ada@example.com')).user.profile.query()
    await gate.arrived
    const stopped = performance.now()
    server.child.kill(signal)
    server.child.kill(signal) // a terminal and a parent may both say so
    await expect.poll(() => fetch(`${url}/health/ready`).then(({ ok }) => ok, () => false)).toBe(false)
    await expect.poll(() => accepts(url)).toBe(false)
    gate.open()
    await expect(call).resolves.toMatchObject({ email: 'ada@example.com' })
    await expect(server.exit).resolves.toMatchObject({ code: 0, errors: '' })
    expect(performance.now() - stopped).toBeLessThan(5_000)
    await gate.close()
  })

  it('leaves the embedded database ready for the next start', async () => {
    const first = start()
    await clientOf(await first.listening, await clerk.token('ada@example.com')).user.profile.query()
    first.child.kill('SIGTERM')
    await first.exit
    const before = clerk.requests.length
    await clientOf(await start().listening, await clerk.token('ada@example.com')).user.profile.query()
    expect(clerk.requests).toHaveLength(before)
  })
})

it('survives kill -9 in the middle of writes: every answered write is there, and the database opens again', async () => {
  const server = start()
  const ada = clientOf(await server.listening, await clerk.token('ada@example.com'))
  const written = ['Ada Lovelace']
  const writing = (async () => {
    for (let count = 1; ; count++) {
      await ada.user.updateProfile.mutate({ displayName: `Name ${count}`, bio: `Bio ${count}`, timeZone: 'UTC' })
      written.push(`Name ${count}`)
      if (count === 20) server.child.kill('SIGKILL')
    }
  })()
  await expect(writing).rejects.toThrow(TRPCClientError)
  await server.exit

  const { displayName, bio } = await clientOf(await start().listening, await clerk.token('ada@example.com')).user.profile.query()
  const last = Number(written.at(-1)?.split(' ')[1])
  // The write that was under way may have been finished or not, but as a whole.
  expect([`Name ${last}`, `Name ${last + 1}`]).toContain(displayName)
  expect(bio).toBe(displayName.replace('Name', 'Bio'))
})

describe('a start that cannot be', () => {
  it('says in one line that the embedded database is open elsewhere', async () => {
    const first = start()
    await first.listening
    const { code, errors } = await start().exit
    expect(code).toBe(1)
    expect(errors).toMatch(new RegExp(`^The embedded database in \\S+ is in use by process ${first.child.pid}\\.[^\\n]*DATA_DIR[^\\n]*\\n$`))
  })

  it('says in one line which port is taken and by which variable to choose another', async () => {
    const occupant = createServer()
    const port = await listen(occupant)
    const { code, errors } = await start({ API_PORT: String(port) }).exit
    expect([code, errors]).toEqual([1, `Port ${port} is taken; set API_PORT to use another.\n`])
    occupant.close()
  })

  it('lists everything that is wrong with the environment', async () => {
    const { code, errors } = await start({ NODE_ENV: 'production', LOG_LEVEL: 'loud' }).exit
    expect(code).toBe(1)
    expect(errors.trim().split('\n').map((line) => line.trim().split(' ')[0])).toEqual(['The', 'LOG_LEVEL', 'CLERK_SECRET_KEY', 'CLERK_AUTHORIZED_PARTIES', 'DATABASE_URL'])
  })
})

it('runs in production with the stand-in’s keys when told to, and says loudly what that means', async () => {
  const allowed = { NODE_ENV: 'production', THROUGHLINE_ALLOW_STAND_IN: '1', THROUGHLINE_ALLOW_PGLITE: '1', CLERK_AUTHORIZED_PARTIES: 'http://localhost:3000' }
  const server = start(allowed)
  let output = ''
  server.child.stdout?.on('data', (chunk) => (output += chunk))
  expect(await server.listening).toMatch(/^http:\/\/127\.0\.0\.1:/)
  expect(output).toMatch(/STAND-IN/)
})

/** Whether somebody answers a new connection; what `fetch` keeps open says nothing of that. */
function accepts(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false)).once('connect', () => socket.destroy())
  })
}

/** The stand-in behind a gate that holds requests back until it is opened. */
async function gateBefore(target: ClerkLocal) {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  const server = createServer(async (request, response) => {
    arrive()
    await opened
    const answer = await fetch(`${target.url}${request.url}`, { headers: { authorization: request.headers.authorization ?? '' } })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  const port = await listen(server)
  const close = () => new Promise((resolve) => server.close(resolve))
  return { url: `http://127.0.0.1:${port}`, arrived, open: () => open(), close }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))) // a TCP server's address is never a string
}
