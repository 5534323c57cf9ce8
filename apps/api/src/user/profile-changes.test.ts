import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { createTestApp, type TestApp } from '../../test/create-test-app.ts'
import { openStream, type OpenStream } from '../../test/open-stream.ts'
import { users } from '../db/schema.ts'
import { ProfileChanges } from './profile-changes.ts'

const ADA = 'ada@example.com'
const LINUS = 'linus@example.com'

let app: TestApp
const streams: OpenStream[] = []
beforeAll(async () => {
  app = await createTestApp()
})
beforeEach(async () => {
  await app.db.delete(users)
  app.clerk.reset()
})
afterEach(hangUp)
afterAll(() => app.close())

const listeners = () => app.app.get(ProfileChanges).size
const save = (user: string, displayName: string) => app.clientFor(user).user.updateProfile.mutate({ displayName, bio: '', timeZone: 'UTC' })

async function hangUp(): Promise<void> {
  for (const stream of streams.splice(0)) stream.close()
  await vi.waitFor(() => expect(listeners()).toBe(0))
}

/** Past its opening: the API listens for changes. */
async function follow(user: string, headers: Record<string, string> = {}): Promise<OpenStream> {
  const before = listeners()
  const stream = await openStream(`${app.url}/trpc/user.onProfileChange`, { authorization: `Bearer ${await app.clerk.token(user)}`, ...headers })
  streams.push(stream)
  expect(await stream.next()).toMatchObject({ event: 'connected' })
  await vi.waitFor(() => expect(listeners()).toBe(before + 1))
  return stream
}

const profileOf = async (stream: OpenStream) => {
  const event = await stream.next()
  return { id: event?.id, name: (event?.data as { json: { displayName: string } } | undefined)?.json.displayName } // superjson of a profile
}

it('begins with the profile as it is and goes on with each change', async () => {
  await save(ADA, 'Ada')
  const stream = await follow(ADA)
  const first = await profileOf(stream)
  expect(first).toEqual({ id: expect.stringMatching(/^\d+$/), name: 'Ada' })
  await save(ADA, 'Countess')
  const second = await profileOf(stream)
  expect(second).toEqual({ id: String(Number(first.id) + 1), name: 'Countess' })
})

it('holds what the query answers, and no more', async () => {
  const stream = await follow(ADA)
  const event = await stream.next()
  const { json } = event!.data as { json: Record<string, unknown> } // superjson of a profile
  expect(json).toEqual(JSON.parse(JSON.stringify(await app.clientFor(ADA).user.profile.query())))
})

it('tells a change to every stream of its owner and to nobody else', async () => {
  const [one, other, linus] = [await follow(ADA), await follow(ADA), await follow(LINUS)]
  for (const stream of [one, other, linus]) await stream.next()
  await save(ADA, 'Ada’s secret')
  await save(LINUS, 'Linus himself')
  expect(await profileOf(one)).toMatchObject({ name: 'Ada’s secret' })
  expect(await profileOf(other)).toMatchObject({ name: 'Ada’s secret' })
  expect(await profileOf(linus)).toMatchObject({ name: 'Linus himself' })
})

it('tells who resumes what was missed, at once', async () => {
  const stream = await follow(ADA)
  const { id } = await profileOf(stream)
  await hangUp()
  await save(ADA, 'Missed')
  await save(ADA, 'Missed too')
  const resumed = await follow(ADA, { 'last-event-id': id! })
  expect(await profileOf(resumed)).toEqual({ id: String(Number(id) + 2), name: 'Missed too' })
})

it('tells who resumes with the newest id nothing until the next change', async () => {
  const stream = await follow(ADA)
  const { id } = await profileOf(stream)
  await hangUp()
  const resumed = await follow(ADA, { 'last-event-id': id! })
  await save(ADA, 'Next')
  expect(await profileOf(resumed)).toEqual({ id: String(Number(id) + 1), name: 'Next' })
})

it('misses and repeats nothing when changes come thick and fast', async () => {
  const stream = await follow(ADA)
  const { id } = await profileOf(stream)
  await Promise.all(Array.from({ length: 10 }, (_, index) => save(ADA, `Change ${index}`)))
  const last = Number(id) + 10
  const seen = [Number(id)]
  while (seen.at(-1) !== last) seen.push(Number((await profileOf(stream)).id))
  expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b))
  expect((await app.clientFor(ADA).user.profile.query()).displayName).toMatch(/^Change/)
})

it('forgets a stream whose client has gone', async () => {
  const stream = await follow(ADA)
  expect(listeners()).toBe(1)
  stream.close()
  await vi.waitFor(() => expect(listeners()).toBe(0))
})

it.each([
  ['nobody', {}, 'token-missing'],
  ['a forger', { authorization: 'Bearer forged' }, 'token-invalid'],
])('refuses %s before anything listens', async (_, headers, reason) => {
  const stream = await openStream(`${app.url}/trpc/user.onProfileChange`, headers as Record<string, string>) // one of them has none
  streams.push(stream)
  expect(await stream.next()).toMatchObject({ event: 'connected' })
  expect(await stream.next()).toMatchObject({ event: 'serialized-error', data: { json: { data: { reason } } } })
  expect(listeners()).toBe(0)
})

it('refuses an input of its own', async () => {
  const input = encodeURIComponent(JSON.stringify({ json: { userId: 'user_linus0000000000000000000000' } }))
  const stream = await openStream(`${app.url}/trpc/user.onProfileChange?input=${input}`, { authorization: `Bearer ${await app.clerk.token(ADA)}` })
  streams.push(stream)
  let event = await stream.next()
  while (event?.event === 'connected') event = await stream.next()
  expect(event).toMatchObject({ event: 'serialized-error', data: { json: { data: { httpStatus: 400 } } } })
  expect(listeners()).toBe(0)
})
