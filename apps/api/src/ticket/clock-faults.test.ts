import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { openStream } from '../../test/open-stream.ts'
import { startPostgres, type PostgresServer } from '../../test/postgres-server.ts'
import { onPostgres } from '../../test/query-database.ts'
import { ServerFleet, type RunningServer } from '../../test/server-fleet.ts'
import { countTickets, expectExactly } from './ticket-counts.ts'
import { follow, type Follower } from './ticket-follower.ts'
import { clientAt, startWriting, type Writers } from './ticket-writers.ts'

// The clock of one of two servers is set while clients write and others follow; afterwards everything is counted.

const [ADA, GRACE] = ['ada@example.com', 'grace@example.com'] as const
const CLOCK = new URL('../../test/settable-clock.js', import.meta.url)
const AHEAD_MS = 600_000

let fleet: ServerFleet
let postgres: PostgresServer
let databaseUrl: string
let writers: Writers
let followers: Follower[]
/** Whose clock is set. */
let server: RunningServer

beforeAll(async () => {
  ;[fleet, postgres] = await Promise.all([ServerFleet.create('.dev-test-clock-faults'), startPostgres()])
  fleet.clerk.setTokenLifetime(2)
})
beforeEach(async () => {
  databaseUrl = await postgres.createDatabase(`faults_${randomUUID().replaceAll('-', '')}`)
  server = await fleet.start({ DATABASE_URL: databaseUrl }, { preload: CLOCK })
  await fleet.start({ DATABASE_URL: databaseUrl })
  followers = await Promise.all([follow(fleet, ADA, 0), follow(fleet, GRACE, 1)])
  writers = startWriting(fleet, [GRACE, GRACE])
  await writers.untilAcknowledged(10)
})
afterEach(async () => {
  await writers.stop()
  await Promise.all(followers.map((follower) => follower.close()))
  await fleet.clear()
})
afterAll(async () => {
  await fleet.close()
  await postgres.stop()
})

async function setClock(milliseconds: number): Promise<void> {
  server.child.send(milliseconds)
  await once(server.child, 'message')
}

interface Line {
  readonly msg: string
  readonly path?: string
  readonly refused?: string
  readonly clockMovedSeconds?: number
}
const logged = () => server.log.map((line) => JSON.parse(line) as Line) // pino's, and the request log's

it.each([
  ['ahead', AHEAD_MS, 'token-expired', /^Refused: it expired (59\d|60\d) s ago by this machine’s clock\.$/],
  ['back', -AHEAD_MS, 'token-invalid', /^Refused: by this machine’s clock it is good only in (59\d|60\d) s, so that one of two clocks is wrong\.$/],
])('a clock is set %s and right again: meanwhile every token is refused and the log says why, streams go on at the other server, nothing is lost or doubled', async (way, milliseconds, reason, refusal) => {
  const list = () => clientAt(fleet, server.url, ADA).ticket.list.query({ limit: 1 })
  await list()
  const stream = await openStream(`${server.url}/trpc/ticket.onChange`, { authorization: `Bearer ${await fleet.clerk.token('linus@example.com')}` })
  expect(await stream.next()).toMatchObject({ event: 'connected' })

  await setClock(milliseconds)
  await expect(list()).rejects.toMatchObject({ data: { httpStatus: 401, reason } })
  // It is open, and ends with its token: by the time that passes, not by the clock.
  expect(await stream.next()).toMatchObject({ data: { json: { type: 'ready' } } })
  expect(await stream.next()).toBeNull()
  await vi.waitFor(() => expect(logged()).toContainEqual(expect.objectContaining({ msg: expect.stringContaining(`clock was set 600 s ${way}`), clockMovedSeconds: milliseconds / 1_000 })), { timeout: 5_000 })
  for (const path of ['/trpc/ticket.list', '/trpc/ticket.create', '/trpc/ticket.onChange']) {
    await vi.waitFor(() => expect(logged()).toContainEqual(expect.objectContaining({ path, refused: expect.stringMatching(refusal) })), { timeout: 5_000 })
  }
  await writers.untilAcknowledged(10)

  await setClock(0)
  await list()
  await writers.untilAcknowledged(10)
  await writers.finish()
  const failed = writers.failures.map(({ status }) => status)
  expect(failed).toContain(401)
  expect(failed.filter((status) => status !== 401 && status !== 503)).toEqual([]) // 503: a machine with too much to do
  for (const follower of followers) await follower.expectHeard(writers.acknowledged)
  expectExactly(writers.acknowledged, await onPostgres(databaseUrl, countTickets))
})
