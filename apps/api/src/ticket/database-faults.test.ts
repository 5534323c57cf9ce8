import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { AppRouter } from '@throughline/api'
import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client'
import pg from 'pg'
import superjson from 'superjson'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { openStream } from '../../test/open-stream.ts'
import { startPostgres, type PostgresServer } from '../../test/postgres-server.ts'
import { buildServer, startServer, type ServerProcess } from '../../test/server-process.ts'

// What breaks is really broken, while four clients write; afterwards everything is counted.

const BUNDLE = '.dev-test-faults'
const GRACE = 'grace@example.com'

let clerk: ClerkLocal
let postgres: PostgresServer
let databaseUrl: string
let servers: { process: ServerProcess; url: string }[] = []
let stopped: AbortController
let lanes: Promise<void>[] = []
let acknowledged: string[] = []

beforeAll(async () => {
  ;[clerk, postgres] = await Promise.all([createClerkLocal(), startPostgres(), buildServer(BUNDLE)])
})
beforeEach(async () => {
  databaseUrl = await postgres.createDatabase(`faults_${randomUUID().replaceAll('-', '')}`)
  servers = await Promise.all([start(), start()])
  stopped = new AbortController()
  acknowledged = []
  lanes = []
})
afterEach(async () => {
  stopped.abort()
  await Promise.all(lanes)
  for (const { process: server } of servers) {
    server.child.kill('SIGKILL')
    await server.exit
  }
})
afterAll(async () => {
  await clerk.close()
  await postgres.stop()
})

async function start(): Promise<{ process: ServerProcess; url: string }> {
  const server = startServer({ ...clerk.env.api(), CLERK_JWT_KEY: clerk.jwtKey, DATABASE_URL: databaseUrl, API_PORT: '0', LOG_LEVEL: 'info' }, BUNDLE)
  return { process: server, url: await server.listening }
}

const clientOf = (url: string) =>
  createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, transformer: superjson, headers: async () => ({ authorization: `Bearer ${await clerk.token(GRACE)}` }) })] })

/** Opens tickets one after the other, each sent again under its id, to one server or the other, until it is acknowledged. */
async function write(lane: number): Promise<void> {
  for (let count = 0; !stopped.signal.aborted; count++) {
    const id = randomUUID()
    for (let attempt = 0; !stopped.signal.aborted; attempt++) {
      const { url } = servers[(lane + attempt) % servers.length]!
      const made = await clientOf(url).ticket.create.mutate({ id, title: `Lane ${lane}, ticket ${count}` }).catch(() => null)
      if (made) {
        acknowledged.push(made.id)
        break
      }
      await pause(20)
    }
  }
}

const startWriting = () => (lanes = [0, 1, 2, 3].map(write))
const untilAcknowledged = (more: number) => {
  const wanted = acknowledged.length + more
  return vi.waitFor(() => expect(acknowledged.length).toBeGreaterThanOrEqual(wanted), { timeout: 15_000, interval: 20 })
}

async function stopWriting(): Promise<void> {
  stopped.abort()
  await Promise.all(lanes)
}

interface Counts {
  readonly tickets: string[]
  readonly audited: string[]
  readonly told: string[]
}

/** What is in the database, each in order. */
async function counts(): Promise<Counts> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const ids = async (query: string) => (await client.query<{ id: string }>(query)).rows.map(({ id }) => id).toSorted()
  const found = {
    tickets: await ids('select id from tickets'),
    audited: await ids("select subject_id as id from activity where action = 'ticket.create'"),
    told: await ids("select data->>'ticketId' as id from events where topic = 'ticket'"),
  }
  await client.end()
  return found
}

/** Nothing that was acknowledged is lost, nothing is there twice, and row, audit and event are there together. */
async function expectAllOrNothing(): Promise<void> {
  const { tickets, audited, told } = await counts()
  expect(acknowledged.filter((id) => !tickets.includes(id))).toEqual([])
  expect(new Set(acknowledged).size).toBe(acknowledged.length)
  expect(audited).toEqual(tickets)
  expect(told).toEqual(tickets)
}

const statusOf = async (url: string, path: string) => (await fetch(`${url}${path}`)).status

it('PostgreSQL stops and starts again: callers are told within two seconds, and nothing is lost or doubled', async () => {
  const { url } = servers[0]!
  startWriting()
  await untilAcknowledged(20)

  await postgres.halt()
  const began = performance.now()
  const refused = await clientOf(url).ticket.list.query({}).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(TRPCClientError)
  expect(refused).toMatchObject({ data: { code: 'SERVICE_UNAVAILABLE', httpStatus: 503 } })
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(await statusOf(url, '/health/ready')).toBe(503)
  expect(await statusOf(url, '/health/live')).toBe(200)

  await postgres.resume()
  await vi.waitFor(async () => expect(await statusOf(url, '/health/ready')).toBe(200), { timeout: 5_000, interval: 50 })
  await untilAcknowledged(20)
  await stopWriting()
  await expectAllOrNothing()
})

it('a server is killed in the middle of writes: streams go on at the other from their last event, and nothing is lost or doubled', async () => {
  const [first, second] = servers as [(typeof servers)[number], (typeof servers)[number]]
  const followers = await Promise.all([follow(first.url), follow(second.url)])
  startWriting()
  await untilAcknowledged(20)
  first.process.child.kill('SIGKILL')
  await first.process.exit
  await untilAcknowledged(20)
  await stopWriting()
  await expectAllOrNothing()

  const { tickets } = await counts()
  for (const { heard, close } of followers) {
    await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(tickets.length), { timeout: 10_000, interval: 20 })
    expect(heard.toSorted()).toEqual(tickets)
    await close()
  }
})

interface Follower {
  /** The tickets it was told of. */
  readonly heard: string[]
  close(): Promise<void>
}

/** A stream that connects again, to any server, from the last event that it has seen; settles once it has begun. */
async function follow(url: string): Promise<Follower> {
  const hungUp = new AbortController()
  const heard: string[] = []
  let begun = () => {}
  const beginning = new Promise<void>((resolve) => (begun = resolve))
  let last: string | null = null

  async function listen(at: string): Promise<void> {
    const headers = { authorization: `Bearer ${await clerk.token(GRACE)}`, ...(last !== null && { 'last-event-id': last }) }
    const stream = await openStream(`${at}/trpc/ticket.onChange`, headers)
    hungUp.signal.addEventListener('abort', () => stream.close(), { once: true })
    for (let event = await stream.next(); event; event = await stream.next()) {
      last = event.id ?? last
      const { json } = event.data as { json?: { type: string; ticketId?: string } } // superjson of a ticket's change, but for the first event
      if (json?.type === 'ready') begun()
      if (json?.type === 'created') heard.push(json.ticketId!) // such a change names its ticket
    }
  }

  const listening = (async () => {
    for (let attempt = 0; !hungUp.signal.aborted; attempt++) {
      await listen(attempt === 0 ? url : servers[attempt % servers.length]!.url).catch(() => pause(20))
    }
  })()
  await beginning
  return {
    heard,
    async close() {
      hungUp.abort()
      await listening
    },
  }
}
