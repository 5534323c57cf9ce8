import { randomUUID } from 'node:crypto'
import type { Logger } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openPostgres } from '../src/db/postgres.ts'
import { events, users } from '../src/db/schema.ts'
import { StartupError } from '../src/startup-error.ts'
import { createTestApp, type TestApp } from './create-test-app.ts'
import { describeMirror } from './describe-mirror.ts'
import { describeReconciliation } from './describe-reconciliation.ts'
import { describeUsers } from './describe-users.ts'
import { faultyLine, type FaultyLine } from './faulty-line.ts'
import { startPostgres, type PostgresServer } from './postgres-server.ts'

const profile = { displayName: 'Ada', bio: '', timeZone: 'UTC' }

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

describe('on PostgreSQL', () => {
  const openNew = async (logger: Logger) => openPostgres(await server.createDatabase(`test_${randomUUID().replaceAll('-', '')}`), logger)
  describe('users', () => {
    describeUsers(openNew)
  })
  describe('the mirror of Clerk', () => {
    describeMirror(openNew)
  })
  describe('the comparison with Clerk', () => {
    describeReconciliation(openNew)
  })
})

describe('migrations', () => {
  it('run once when replicas start together', async () => {
    const url = await server.createDatabase('replicas')
    const replicas = await Promise.all([1, 2, 3, 4].map(() => openPostgres(url)))
    await Promise.all(replicas.map((replica) => replica.ping()))
    await Promise.all(replicas.map((replica) => replica.close()))
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query('select hash, count(*)::int from drizzle.__drizzle_migrations group by hash')
    await client.end()
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ count }) => count === 1)).toBe(true)
  })

  it('say in one line that the server is not there, without its password', async () => {
    const opening = openPostgres('postgres://somebody:hunter2@127.0.0.1:9/app')
    await expect(opening).rejects.toThrow(StartupError)
    await expect(opening).rejects.toThrow(/^PostgreSQL does not answer at 127\.0\.0\.1:9\/app; see DATABASE_URL\.$/)
  })
})

describe('a server that is there and lets nobody in', () => {
  it.each([
    ['a wrong password', (url: URL) => void (url.password = 'hunter2'), 'password authentication failed for user "postgres"'],
    ['a database that does not exist', (url: URL) => void (url.pathname = '/nowhere'), 'database "nowhere" does not exist'],
  ])('is told in one line: %s', async (_, spoil, reason) => {
    const url = new URL(`postgres://postgres:postgres@127.0.0.1:${server.port}/postgres`)
    spoil(url)
    const opening = openPostgres(url.href)
    await expect(opening).rejects.toThrow(StartupError)
    await expect(opening).rejects.toThrow(new RegExp(`^PostgreSQL at 127\\.0\\.0\\.1:${server.port}${url.pathname} lets nobody in: ${reason}; see DATABASE_URL\\.$`))
  })
})

describe('when the database answers, but late', () => {
  let line: FaultyLine
  let app: TestApp
  beforeAll(async () => {
    const url = new URL(await server.createDatabase('slow'))
    line = await faultyLine(server.port)
    url.port = String(line.port)
    app = await createTestApp({ open: () => openPostgres(url.href) })
    await app.clientFor('ada@example.com').user.profile.query()
  })
  afterEach(() => line.repair())
  afterAll(async () => {
    await app.close()
    await line.close()
  })

  // From the first on each statement alone is quick enough, and a write is several.
  it.each([300, 600, 950, 1_500])('by %i ms, a write answers 503 within two seconds and changes nothing, and the next one works', async (milliseconds) => {
    const before = (await app.db.select().from(users))[0]!
    line.slow(milliseconds)
    const started = performance.now()
    await expect(app.clientFor('ada@example.com').user.updateProfile.mutate({ ...profile, displayName: 'Late' })).rejects.toMatchObject({ data: { code: 'SERVICE_UNAVAILABLE', httpStatus: 503 } })
    expect(performance.now() - started).toBeLessThan(2_000)
    line.repair()
    expect((await app.db.select().from(users))[0]).toEqual(before)
    await app.clientFor('ada@example.com').user.updateProfile.mutate({ ...profile, displayName: `After ${milliseconds}` })
  })
})

describe.each(['freeze', 'cut'] as const)('when the line to the database is made to %s', (fault) => {
  let line: FaultyLine
  let app: TestApp
  beforeAll(async () => {
    const url = new URL(await server.createDatabase(fault))
    line = await faultyLine(server.port)
    url.port = String(line.port)
    app = await createTestApp({ open: () => openPostgres(url.href) })
    await app.clientFor('ada@example.com').user.profile.query()
  })
  afterEach(() => line.repair())
  afterAll(async () => {
    await app.close()
    await line.close()
  })
  const statusOf = async (path: string) => (await fetch(`${app.url}${path}`)).status

  it('answers 503 within two seconds, lives, is not ready, and recovers', async () => {
    line[fault]()
    const started = performance.now()
    const calls = ['ada@example.com', 'linus@example.com'].map((user) => app.clientFor(user).user.profile.query())
    // More than the pool has connections, each of which may be lost to a write that began.
    const writes = Array.from({ length: 12 }, (_, index) => app.clientFor('ada@example.com').user.updateProfile.mutate({ ...profile, displayName: `Ada ${index}` }))
    for (const outcome of await Promise.allSettled<unknown>([...calls, ...writes])) expect(outcome).toMatchObject({ status: 'rejected', reason: { data: { code: 'SERVICE_UNAVAILABLE', httpStatus: 503 } } })
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(await statusOf('/health/live')).toBe(200)
    expect(await statusOf('/health/ready')).toBe(503)
    await expect(app.clientFor().system.info.query()).resolves.toMatchObject({ name: 'Throughline' })

    line.repair()
    await vi.waitFor(async () => expect(await statusOf('/health/ready')).toBe(200), { timeout: 5_000, interval: 50 })
    await expect(app.clientFor('ada@example.com').user.profile.query()).resolves.toMatchObject({ email: 'ada@example.com' })
    await Promise.all(Array.from({ length: 12 }, () => app.clientFor('ada@example.com').user.updateProfile.mutate(profile)))
  })

  it('gives up a write that has begun, whole, and its connection', async () => {
    const version = async () => (await app.db.select().from(users))[0]!.version
    const before = await version()
    const writing = Array.from({ length: 30 }, () => app.clientFor('ada@example.com').user.updateProfile.mutate(profile))
    await writing[0]
    line[fault]()
    const done = (await Promise.allSettled(writing)).filter(({ status }) => status === 'fulfilled').length
    line.repair()
    await vi.waitFor(async () => expect(await statusOf('/health/ready')).toBe(200), { timeout: 5_000, interval: 50 })
    // One whose commit was not heard of may be there; none that was answered is missing, and each has its event.
    const written = (await version()) - before
    expect(written).toBeGreaterThanOrEqual(done)
    expect(written).toBeLessThanOrEqual(30)
    expect((await app.db.select().from(events)).filter(({ topic, data }) => topic === 'profile' && Number(data['version']) > before)).toHaveLength(written)
    await Promise.all(Array.from({ length: 12 }, () => app.clientFor('ada@example.com').user.updateProfile.mutate(profile)))
  })
})
