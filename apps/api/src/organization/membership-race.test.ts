import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { createTestApp, type TestApp } from '../../test/create-test-app.ts'
import { startPostgres, type PostgresServer } from '../../test/postgres-server.ts'
import { onPostgres } from '../../test/query-database.ts'
import { DATABASE, type Database, type Db } from '../db/database.ts'
import { openPostgres } from '../db/postgres.ts'
import { memberships, organizations, users } from '../db/schema.ts'
import { UserMirrorService } from '../user/user-mirror.service.ts'
import { OrganizationMirrorService } from './organization-mirror.service.ts'

const [BORN, LATER] = [new Date('2026-01-01'), new Date('2026-01-02')]
const membership = { membershipId: 'orgmem_1', organizationId: 'org_1', userId: 'user_1', role: 'org:admin', permissions: [], createdAt: BORN, clerkUpdatedAt: BORN }

let server: PostgresServer
let url: string
let app: TestApp
let database: Database
let userMirror: UserMirrorService
let mirror: OrganizationMirrorService
beforeAll(async () => {
  server = await startPostgres()
  url = await server.createDatabase('race')
  app = await createTestApp({ open: () => openPostgres(url) })
  ;[database, userMirror, mirror] = [app.app.get<Database>(DATABASE), app.app.get(UserMirrorService), app.app.get(OrganizationMirrorService)]
})
beforeEach(async () => {
  for (const table of [memberships, organizations, users]) await database.db.delete(table)
})
afterAll(async () => {
  await app.close()
  await server.stop()
})

const waiting = () => onPostgres(url, async (query) => (await query<{ count: number }>("select count(*)::int from pg_stat_activity where wait_event = 'advisory'")).rows[0]!.count)

it.each<[string, (tx: Db) => Promise<unknown>]>([
  ['organization', (tx) => mirror.bury('org_1', LATER, tx)],
  ['user', async (tx) => [await mirror.endAll({ userId: 'user_1' }, LATER, tx), await userMirror.bury('user_1', LATER, tx)]],
])('a membership does not outlive its %s, of which the message comes at the same time', async (_, bury) => {
  let commit = () => {}
  const mayCommit = new Promise<void>((resolve) => (commit = resolve))
  let isKept = false
  const keeping = database.transaction(async (tx) => {
    await mirror.keepMembership(membership, tx)
    isKept = true
    await mayCommit
  })
  await vi.waitFor(() => expect(isKept).toBe(true), { interval: 1 })
  let isBuried = false
  const burying = database.transaction(bury).finally(() => (isBuried = true))
  await vi.waitFor(async () => expect(isBuried || (await waiting()) > 0).toBe(true), { interval: 5 })
  commit()
  await Promise.all([keeping, burying])
  expect(await database.db.select().from(memberships)).toMatchObject([{ deletedAt: LATER }])
})

it('many that begin and end at once do not wait for each other', async () => {
  const pairs = [1, 2, 3].flatMap((organization) => [1, 2, 3].map((user) => ({ ...membership, membershipId: `orgmem_${organization}${user}`, organizationId: `org_${organization}`, userId: `user_${user}` })))
  const work: ((tx: Db) => Promise<unknown>)[] = [
    ...pairs.map((each) => (tx: Db) => mirror.keepMembership(each, tx)),
    ...pairs.toReversed().map((each) => (tx: Db) => mirror.keepMembership(each, tx)),
    ...[1, 2].map((number) => (tx: Db) => mirror.bury(`org_${number}`, LATER, tx)),
    ...[2, 3].map((number) => async (tx: Db) => [await mirror.endAll({ userId: `user_${number}` }, LATER, tx), await userMirror.bury(`user_${number}`, LATER, tx)]),
  ]
  await Promise.all(work.map((each) => database.transaction(each)))
  const living = (await database.db.select().from(memberships)).filter(({ deletedAt }) => deletedAt === null)
  expect(living).toMatchObject([{ organizationId: 'org_3', userId: 'user_1' }])
})
