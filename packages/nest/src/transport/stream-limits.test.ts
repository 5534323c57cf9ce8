import { tracked } from '@trpc/server'
import { afterEach, expect, it } from 'vitest'
import { subscription } from '@throughline/contract'
import * as z from 'zod'
import { bearer, start, type StartOptions, type Started } from '../../test/start.ts'
import { token } from '../../test/tokens.ts'
import { Implement, Router, type Call } from '../implement.ts'
import { SessionRevocations } from '../auth/session-revocations.ts'
import { EventChannel } from './event-channel.ts'
import type { EventStreams } from './event-streams.ts'
import { STREAMS } from './stream-lifecycle.ts'

let reads = 0
const counted = z.object({ n: z.number() }).refine(() => ++reads > 0)
const contract = {
  hall: {
    open: subscription({ summary: 'Follow the hall.', access: 'public', output: counted }),
    own: subscription({ summary: 'Follow one’s own hall.', access: 'user', output: counted }),
    once: subscription({ summary: 'Say one thing and end.', access: 'public', output: counted }),
    fail: subscription({ summary: 'Say one thing and fail.', access: 'public', output: counted }),
  },
}

let channel: EventChannel<{ n: number }>
let started: number

@Router({ alias: 'hall' })
class HallRouter {
  @Implement(contract.hall.open)
  open({ signal }: Call<typeof contract.hall.open>) {
    started++
    return channel.subscribe({ signal })
  }

  @Implement(contract.hall.own)
  own({ signal }: Call<typeof contract.hall.own>) {
    started++
    return channel.subscribe({ signal })
  }

  @Implement(contract.hall.once)
  async *once() {
    yield tracked('1', { n: 1 })
  }

  @Implement(contract.hall.fail)
  async *fail() {
    yield { n: 1 }
    throw new Error('hunter2')
  }
}

let app: Started
let hangUp: AbortController
const begin = async (limits: StartOptions['limits'] = {}) => {
  channel = new EventChannel()
  started = 0
  reads = 0
  hangUp = new AbortController()
  app = await start({ contract, providers: [HallRouter], controllers: [], limits })
}
afterEach(async () => {
  hangUp.abort()
  await app.close()
})

const streams = () => app.app.get<EventStreams>(STREAMS)

/** Opens a stream; `rest` is all that follows its `connected` event, until it ends. */
async function open(name: string, headers: Record<string, string> = {}, signal = hangUp.signal) {
  const response = await fetch(`${app.url}/trpc/hall.${name}`, { headers: { accept: 'text/event-stream', ...headers }, signal })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('\n\n\n')) text += (await reader.read()).value ?? ''
  const rest = (async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text
      text += value
    }
  })()
  rest.catch(() => {}) // most tests hang up
  return { status: response.status, rest, read: () => text }
}
const whole = async (name: string, headers?: Record<string, string>) => (await open(name, headers)).rest

it('refuses 500 strangers a stream of the signed-in before a handler runs', async () => {
  await begin()
  const answers = await Promise.all(Array.from({ length: 500 }, () => whole('own')))
  for (const text of answers) expect(text).toMatch(/event: serialized-error\ndata: .*"UNAUTHORIZED"/)
  expect([started, channel.size, streams().size]).toEqual([0, 0, 0])
})

it('gives 500 strangers two hundred public streams and refuses the others before a handler runs', async () => {
  await begin()
  const opened = await Promise.all(Array.from({ length: 500 }, () => open('open')))
  await expect.poll(() => channel.size).toBe(200)
  const refused = opened.filter(({ read }) => read().includes('serialized-error'))
  await Promise.all(refused.map(async ({ rest }) => expect(await rest).toContain('"TOO_MANY_REQUESTS"')))
  await expect.poll(() => opened.filter(({ read }) => read().includes('serialized-error')).length).toBe(300)
  expect([started, streams().size]).toEqual([200, 200])
})

it('counts the streams of each user by themselves', async () => {
  await begin({ maxStreamsPerActor: 2, maxAnonymousStreams: 1 })
  const [ada, alan] = [bearer(token({ sub: 'user_ada' })), bearer(token({ sub: 'user_alan' }))]
  for (const headers of [ada, ada, alan, {}]) await open('open', headers)
  expect(await whole('open', ada)).toMatch(/"code":"TOO_MANY_REQUESTS","httpStatus":429/)
  expect(await whole('open')).toContain('"TOO_MANY_REQUESTS"')
  await open('open', alan)
  expect(channel.size).toBe(5)
})

it('answers 503 when the process has as many streams as it takes', async () => {
  await begin({ maxStreams: 2 })
  await open('open', bearer(token({ sub: 'user_ada' })))
  await open('open')
  expect(await whole('open')).toMatch(/"code":"SERVICE_UNAVAILABLE","httpStatus":503/)
})

it('gives a place back whichever way a stream ends', async () => {
  await begin({ maxAnonymousStreams: 1, maxStreamsPerActor: 1 })
  expect(await whole('once')).toContain('event: return')
  expect(await whole('fail')).toContain('serialized-error')
  const client = new AbortController()
  await open('open', {}, client.signal)
  client.abort()
  await expect.poll(() => [channel.size, streams().size]).toEqual([0, 0])
  const { rest } = await open('open', bearer(token({ sid: 'sess_7' })))
  app.app.get(SessionRevocations).revokeSession('sess_7')
  await rest
  expect([channel.size, streams().size]).toEqual([0, 0])
  expect(await whole('once')).toContain('event: return')
  expect(await whole('once', bearer(token()))).toContain('event: return')
})

it('ends a stream with its token, without a word, so that the client comes back', async () => {
  await begin()
  const now = Math.floor(Date.now() / 1_000)
  const text = await whole('own', bearer(token({ exp: now + 1 })))
  expect(text).not.toMatch(/event: (return|serialized-error)/)
  expect(channel.size).toBe(0)
})

it('checks and serializes an event once for all of its readers', async () => {
  await begin()
  const readers = await Promise.all(Array.from({ length: 50 }, () => open('open')))
  await expect.poll(() => channel.size).toBe(50)
  channel.publish('7', { n: 7 })
  await expect.poll(() => readers.filter(({ read }) => read().includes('id: 7')).length).toBe(50)
  expect(new Set(readers.map(({ read }) => read())).size).toBe(1)
  expect(reads).toBe(1)
})
