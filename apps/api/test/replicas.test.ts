import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { Transactions } from '../src/db/transactions.ts'
import { EventLog } from '../src/events/event-log.ts'
import { sendMessage } from './clerk-message.ts'
import type { TestApp } from './create-test-app.ts'
import { openStream } from './open-stream.ts'
import { startReplicas, type Replicas } from './replicas.ts'

const ADA = 'ada@example.com'

let replicas: Replicas
let one: TestApp
let two: TestApp
beforeAll(async () => {
  replicas = await startReplicas()
  ;({ one, two } = replicas)
})
afterEach(() => replicas.line.repair())
afterAll(() => replicas.stop())

it('a profile that is saved through one replica is told by the other', async () => {
  const stream = await openStream(`${two.url}/trpc/user.onProfileChange`, { authorization: `Bearer ${await one.clerk.token(ADA)}` })
  expect(await stream.next()).toMatchObject({ event: 'connected' })
  await stream.next()
  await one.clientFor(ADA).user.updateProfile.mutate({ displayName: 'Countess', bio: '', timeZone: 'UTC' })
  expect(await stream.next()).toMatchObject({ data: { json: { displayName: 'Countess' } } })
  stream.close()
})

it('a session that ends is refused by every replica, also by one that starts later', async () => {
  const token = await one.clerk.token(ADA)
  const statusOf = async (app: TestApp) => (await fetch(`${app.url}/api/profile`, { headers: { authorization: `Bearer ${token}` } })).status
  expect(await statusOf(two)).toBe(200)
  const { sid, sub } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { sid: string; sub: string } // the stand-in's own
  expect(await sendMessage(one.url, 'session.revoked', { object: 'session', id: sid, user_id: sub })).toBe(200)
  await vi.waitFor(async () => expect(await statusOf(two)).toBe(401))
  const three = await replicas.another()
  expect(await statusOf(three)).toBe(401)
  await three.close()
})

it('a replica that stands still between an event and its commit holds up the writes of the others for some seconds, and no longer', async () => {
  const ada = one.clientFor(ADA)
  await ada.organization.current.query()
  const log = two.app.get(EventLog)
  const standing = two.app.get(Transactions).run(async (tx) => {
    await log.append(tx, { topic: 'anything', scope: 'org_x', data: {} })
    replicas.line.freeze()
  })
  await expect(standing).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
  // The line is still frozen: nobody but the server itself has ended it.
  await vi.waitFor(() => ada.user.updateProfile.mutate({ displayName: 'Ada', bio: '', timeZone: 'UTC' }), { timeout: 5_000, interval: 50 })
})
