import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { startPostgres, type PostgresServer } from '../../test/postgres-server.ts'
import { onPostgres } from '../../test/query-database.ts'
import { ServerFleet } from '../../test/server-fleet.ts'
import { countTickets, expectExactly, idsOf } from './ticket-counts.ts'
import { follow, type Follower } from './ticket-follower.ts'
import { clientAt, startWriting, type Writers } from './ticket-writers.ts'

// PostgreSQL, or the line to it, is really broken while two servers write and tell; afterwards everything is counted.

const [ADA, GRACE, LINUS] = ['ada@example.com', 'grace@example.com', 'linus@example.com'] as const
const [ACME, GLOBEX] = ['org_acme00000000000000000000000', 'org_globex000000000000000000000']

let fleet: ServerFleet
let postgres: PostgresServer
let databaseUrl: string
let writers: Writers
let followers: Follower[]

beforeAll(async () => {
  ;[fleet, postgres] = await Promise.all([ServerFleet.create('.dev-test-database-faults'), startPostgres()])
})
beforeEach(async () => {
  databaseUrl = await postgres.createDatabase(`faults_${randomUUID().replaceAll('-', '')}`)
  await Promise.all([fleet.start({ DATABASE_URL: databaseUrl }), fleet.start({ DATABASE_URL: databaseUrl })])
  followers = await Promise.all([follow(fleet, ADA, 0), follow(fleet, GRACE, 1), follow(fleet, LINUS, 0), follow(fleet, LINUS, 1)])
  writers = startWriting(fleet, [GRACE, GRACE, LINUS, LINUS])
  await writers.untilAcknowledged(20)
})
afterEach(async () => {
  postgres.thaw()
  await writers.stop()
  await Promise.all(followers.map((follower) => follower.close()))
  await fleet.clear()
})
afterAll(async () => {
  await fleet.close()
  await postgres.stop()
})

const statusOf = async (url: string, path: string) => (await fetch(`${url}${path}`)).status

/** Each stream has heard of each ticket of its organization once, over the one connection that it has had all the time. */
async function expectEverythingHeard(): Promise<void> {
  await writers.finish()
  const counts = await onPostgres(databaseUrl, countTickets)
  expectExactly(writers.acknowledged, counts)
  for (const [index, follower] of followers.entries()) {
    await follower.expectHeard(idsOf(counts.tickets, index < 2 ? ACME : GLOBEX))
    expect(follower.connections).toBe(1)
  }
}

it.each([
  ['stops and starts again', () => postgres.halt(), () => postgres.resume()],
  ['stands still for a while', () => postgres.freeze(), () => postgres.thaw()],
])('PostgreSQL %s: callers are told within two seconds, nothing is lost or doubled, and streams go on', async (_, breakIt, mend) => {
  await breakIt()
  const servers = fleet.servers.map(async ({ url }) => {
    const began = performance.now()
    await expect(clientAt(fleet, url, ADA).ticket.list.query({})).rejects.toMatchObject({ data: { code: 'SERVICE_UNAVAILABLE', httpStatus: 503 } })
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(await statusOf(url, '/health/ready')).toBe(503)
    expect(await statusOf(url, '/health/live')).toBe(200)
  })
  await Promise.all(servers)
  await writers.untilFailed(4)

  await mend()
  const isReady = async () => expect(await Promise.all(fleet.servers.map(({ url }) => statusOf(url, '/health/ready')))).toEqual([200, 200])
  await vi.waitFor(isReady, { timeout: 5_000, interval: 50 })
  await writers.untilAcknowledged(20)
  await expectEverythingHeard()
  expect(writers.failures.filter(({ status, ms }) => status !== 503 || ms >= 2_000)).toEqual([])
})

it('the connections that listen are cut, again and again and then for long: streams catch up with what nobody told them of', async () => {
  const name = new URL(databaseUrl).pathname.slice(1)
  await onPostgres(databaseUrl.replace(name, 'postgres'), async (query) => {
    /** How many were cut. */
    const cut = async () => (await query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'throughline-listen' and datname = '${name}'`)).rows.length
    for (let cuts = 0; cuts < 10; cuts += await cut()) await writers.untilAcknowledged(5)

    // From here on nobody can connect: what the servers have for their calls stays, and they cannot listen.
    await query(`alter database ${name} allow_connections false`)
    await cut()
    await writers.untilAcknowledged(10) // what was committed before has been told by then
    const before = writers.acknowledged.length
    await writers.untilAcknowledged(20)
    const unheard = writers.acknowledged.slice(before)
    for (const { heard } of followers) expect(unheard.filter((id) => heard.includes(id))).toEqual([])
    await query(`alter database ${name} allow_connections true`)
  })
  await expectEverythingHeard()
})
