import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startPostgres, type PostgresServer } from '../../test/postgres-server.ts'
import { onFolder, onPostgres } from '../../test/query-database.ts'
import { ServerFleet, type RunningServer } from '../../test/server-fleet.ts'
import { countTickets, expectExactly } from './ticket-counts.ts'
import { follow, type Follower } from './ticket-follower.ts'
import { startWriting, type Writers } from './ticket-writers.ts'

// Servers are stopped and killed while four clients write and others follow; afterwards everything is counted.

const [ADA, GRACE] = ['ada@example.com', 'grace@example.com'] as const
const LANES = [GRACE, GRACE, GRACE, GRACE]

let fleet: ServerFleet
let writers: Writers
let followers: Follower[] = []

beforeAll(async () => {
  fleet = await ServerFleet.create('.dev-test-server-faults')
})
afterEach(end)
afterAll(() => fleet.close())

async function begin(): Promise<void> {
  followers = await Promise.all([follow(fleet, ADA, 0), follow(fleet, ADA, 1), follow(fleet, GRACE, 0), follow(fleet, GRACE, 1)])
  writers = startWriting(fleet, LANES)
  await writers.untilAcknowledged(20)
}

async function end(): Promise<void> {
  await writers.stop()
  await Promise.all(followers.map((follower) => follower.close()))
  await fleet.clear()
}

async function expectEverythingHeard(): Promise<void> {
  await writers.finish()
  for (const follower of followers) await follower.expectHeard(writers.acknowledged)
}

/** The writes in a server's log, by what their callers were answered. */
function writesIn({ log }: RunningServer) {
  const lines = log.map((line) => JSON.parse(line) as { msg: string; path?: string; status?: number; aborted?: true }) // pino's, and the request log's
  const signal = lines.findIndex(({ msg }) => msg.startsWith('SIGTERM'))
  const writes = lines.filter(({ path }) => path === '/trpc/ticket.create')
  return { unanswered: writes.filter(({ aborted }) => aborted), answeredLate: lines.slice(signal).filter(({ path, status }) => path === '/trpc/ticket.create' && status === 200) }
}

/** Nobody has met anything but a server that is going down, or that nobody is there. */
const expectNothingElseFailed = () => expect(writers.failures.filter(({ status }) => status !== 503 && status !== null)).toEqual([])

describe('two servers on one PostgreSQL', () => {
  let postgres: PostgresServer
  let databaseUrl: string
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.stop())

  async function beginWithTwo(): Promise<void> {
    databaseUrl = await postgres.createDatabase(`faults_${randomUUID().replaceAll('-', '')}`)
    await Promise.all([fleet.start({ DATABASE_URL: databaseUrl }), fleet.start({ DATABASE_URL: databaseUrl })])
    await begin()
  }

  async function expectEverythingHeardAndThere(): Promise<void> {
    await expectEverythingHeard()
    expectExactly(writers.acknowledged, await onPostgres(databaseUrl, countTickets))
  }

  it('one after the other is told to stop and replaced: calls in flight are answered, streams resume elsewhere, nothing is lost or doubled', async () => {
    await beginWithTwo()
    for (const server of fleet.servers) {
      await stopWhileWriting(server)
      const { unanswered, answeredLate } = writesIn(server)
      expect(unanswered).toEqual([])
      expect(answeredLate.length).toBeGreaterThan(0)
      await fleet.start({ DATABASE_URL: databaseUrl }, { instead: server })
      await writers.untilAcknowledged(20)
    }
    await expectEverythingHeardAndThere()
    expectNothingElseFailed()
  })

  /** The table is held until the signal has come, so that calls are in flight then. */
  async function stopWhileWriting({ child, exit, log }: RunningServer): Promise<void> {
    await onPostgres(databaseUrl, async (hold) => {
      await hold('begin')
      await hold('lock table tickets in access exclusive mode')
      await onPostgres(databaseUrl, async (query) => {
        const waiting = () => query("select from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into \"tickets\"%'")
        await vi.waitFor(async () => expect((await waiting()).rows).toHaveLength(LANES.length), { timeout: 5_000, interval: 10 })
      })
      child.kill('SIGTERM')
      await vi.waitFor(() => expect(log.some((line) => line.includes('shutting down'))).toBe(true), { timeout: 5_000, interval: 5 })
      await hold('commit')
    })
    expect(await exit).toMatchObject({ code: 0, errors: '' })
  }

  it('one is killed in the middle of writes: streams resume at the other, nothing is lost or doubled', async () => {
    await beginWithTwo()
    const [first] = fleet.servers as [RunningServer]
    first.child.kill('SIGKILL')
    expect(await first.exit).toMatchObject({ signal: 'SIGKILL' })
    await writers.untilAcknowledged(20)
    await expectEverythingHeardAndThere()
    expectNothingElseFailed()
  })
})

it('the only server, on the embedded database, is told to stop and then killed again and again: it opens again, streams resume, nothing is lost, doubled or there in part', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-faults-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true }))
  const restart = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const [server] = fleet.servers as [RunningServer]
    server.child.kill(signal)
    await server.exit
    await fleet.start({ DATA_DIR: dataDir }, { instead: server })
    await writers.untilAcknowledged(20)
    return server
  }
  await fleet.start({ DATA_DIR: dataDir })
  await begin()
  const stopped = await restart('SIGTERM')
  expect(await stopped.exit).toMatchObject({ code: 0, errors: '' })
  expect(writesIn(stopped).unanswered).toEqual([])
  for (let kills = 0; kills < 3; kills++) expect(await (await restart('SIGKILL')).exit).toMatchObject({ signal: 'SIGKILL' })
  await expectEverythingHeard()
  expectNothingElseFailed()
  await end()
  // What a kill had left in part would still be so: who sends a create again gets what is there, or makes all of it.
  expectExactly(writers.acknowledged, await onFolder(dataDir, countTickets))
}, 120_000)
