import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AppRouter } from '@throughline/api'
import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import { createTRPCClient, httpLink } from '@trpc/client'
import pg from 'pg'
import superjson from 'superjson'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { migrationsFolder } from '../db/migrations-folder.ts'
import { startPostgres, type PostgresServer } from '../../test/postgres-server.ts'
import { buildServer, startServer, type ServerProcess } from '../../test/server-process.ts'

// Two processes in production mode on one PostgreSQL, as they are deployed.

const BUNDLE = '.dev-test-replicas'
const POOL = 10
const CALLS = 40
const folder = fileURLToPath(new URL('../..', import.meta.url))

let clerk: ClerkLocal
let postgres: PostgresServer
let databaseUrl: string
/** Of the test itself. */
let client: pg.Client
let replicas: ServerProcess[] = []
let count = 0

beforeAll(async () => {
  ;[clerk, postgres] = await Promise.all([createClerkLocal(), startPostgres(), buildServer(BUNDLE)])
})
beforeEach(async () => {
  databaseUrl = await postgres.createDatabase(`start_${count++}`)
  client = await connected()
})
afterEach(async () => {
  for (const { child, exit } of replicas.splice(0)) {
    child.kill('SIGKILL')
    await exit
  }
  await client.end()
})
afterAll(async () => {
  await clerk.close()
  await postgres.stop()
})

async function connected(): Promise<pg.Client> {
  const made = new pg.Client({ connectionString: databaseUrl })
  await made.connect()
  return made
}

function start(): Promise<string> {
  const production = { NODE_ENV: 'production', THROUGHLINE_ALLOW_STAND_IN: '1', CLERK_AUTHORIZED_PARTIES: 'http://localhost:3000' }
  const replica = startServer({ ...clerk.env.api(), CLERK_JWT_KEY: clerk.jwtKey, ...production, DATABASE_URL: databaseUrl, API_PORT: '0' }, BUNDLE)
  replicas.push(replica)
  return replica.listening
}

const migrate = () =>
  new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = execFile(process.execPath, [`${BUNDLE}/migrate.js`], { cwd: folder, env: { DATABASE_URL: databaseUrl } }, (_error, stdout, stderr) => resolve({ code: child.exitCode, output: stdout + stderr }))
  })

const NAMES = ['ada', 'alan', 'grace', 'linus']

/** Of one user only a few calls run at a time, and so not all are Ada’s. */
const clientOf = (url: string, name = 'ada') =>
  createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, transformer: superjson, headers: async () => ({ authorization: `Bearer ${await clerk.token(`${name}@example.com`)}` }) })] })
const statusOf = async (url: string, probe: 'live' | 'ready') => (await fetch(`${url}/health/${probe}`)).status

async function expectEachMigrationOnce(): Promise<void> {
  const { rows } = await client.query<{ times: number }>('select count(*)::int as times from drizzle.__drizzle_migrations group by hash')
  expect(rows.map(({ times }) => times)).toEqual(readdirSync(migrationsFolder).filter((file) => file.endsWith('.sql')).map(() => 1))
}

async function connections(application: string): Promise<number> {
  const { rows } = await client.query<{ open: number }>('select count(*)::int as open from pg_stat_activity where application_name = $1 and datname = current_database()', [application])
  return rows[0]!.open
}

it('two that start at once on an empty database migrate it once, are ready, and share what is written', async () => {
  const [one, two] = await Promise.all([start(), start()])
  await expectEachMigrationOnce()
  for (const url of [one, two]) expect([await statusOf(url, 'live'), await statusOf(url, 'ready')]).toEqual([200, 200])
  const { id } = await clientOf(one).ticket.create.mutate({ title: 'Printer' })
  expect(await clientOf(two).ticket.get.query({ id })).toMatchObject({ title: 'Printer' })
})

it('the migration command may run at once with itself and with a start', async () => {
  const [first, second, url] = await Promise.all([migrate(), migrate(), start()])
  for (const outcome of [first, second]) expect(outcome).toEqual({ code: 0, output: 'The database is up to date.\n' })
  await expectEachMigrationOnce()
  expect(await statusOf(url, 'ready')).toBe(200)
})

it('writes that the database holds up answer 503, on a bounded number of connections, and work again afterwards', async () => {
  const urls = await Promise.all([start(), start()])
  for (const url of urls) await clientOf(url).ticket.create.mutate({ title: 'Before' })
  const holder = await connected() // in a transaction, what it reads of others' connections would stand still
  await holder.query('begin')
  await holder.query('lock table tickets in access exclusive mode')
  const calls = Array.from({ length: CALLS }, (_, index) => clientOf(urls[index % 2]!, NAMES[(index >> 1) % NAMES.length]).ticket.create.mutate({ title: `Held up ${index}` }))
  const outcomes = Promise.allSettled(calls)
  await vi.waitFor(async () => expect(await connections('throughline')).toBe(2 * POOL), { timeout: 5_000, interval: 20 })
  for (const url of urls) expect(await statusOf(url, 'live')).toBe(200)
  // The lock is still held: nobody but the timeouts has ended them.
  for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { data: { code: 'SERVICE_UNAVAILABLE', httpStatus: 503 } } })
  expect(await connections('throughline')).toBeLessThanOrEqual(2 * POOL)
  expect(await connections('throughline-listen')).toBe(2)
  await holder.end()
  for (const url of urls) {
    await vi.waitFor(async () => expect(await statusOf(url, 'ready')).toBe(200), { timeout: 5_000, interval: 50 })
    await clientOf(url).ticket.create.mutate({ title: 'After' })
  }
  const { rows } = await client.query<{ title: string; times: number }>('select title, count(*)::int as times from tickets group by title order by title')
  expect(rows).toEqual([{ title: 'After', times: 2 }, { title: 'Before', times: 2 }])
})
