import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { initTRPC } from '@trpc/server'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultLimits } from '../options.ts'
import { EventChannel } from './event-channel.ts'
import { EventStreams } from './event-streams.ts'
import { serveTrpc } from './serve-trpc.ts'

let app: FastifyInstance
let streams: EventStreams
let channel: EventChannel<string>
/** Requests that wait for their context: when their client has gone, and how to go on. */
let waiting: { gone: Promise<unknown>; proceed(): void }[]

beforeEach(async () => {
  app = Fastify()
  streams = new EventStreams(defaultLimits)
  channel = new EventChannel()
  waiting = []
  const t = initTRPC.create()
  await serveTrpc(app, {
    router: t.router({
      follow: t.procedure.subscription(({ signal }) => channel.subscribe({ signal: signal! })),
      broken: t.procedure.subscription(async function* () {
        yield 1
        throw unreadable()
      }),
    }),
    basePath: '/trpc',
    limits: defaultLimits,
    streams,
    createContext: ({ res }) => new Promise((resolve) => waiting.push({ gone: once(res.raw, 'close'), proceed: () => resolve({}) })),
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(async () => {
  streams.close()
  await app.close()
})

/** Something that throws again when anybody looks at it. */
function unreadable(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

async function requestStream(path = 'follow', times = 1) {
  const before = waiting.length
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1') // it listens on TCP
  socket.write(`GET /trpc/${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(times))
  await expect.poll(() => waiting.length).toBe(before + times)
  return { socket, request: waiting[before]! }
}

it('opens no stream for a client that has gone while its token was verified', async () => {
  const lost = await requestStream()
  lost.socket.destroy()
  await lost.request.gone
  lost.request.proceed()

  const kept = await requestStream()
  kept.request.proceed()
  await once(kept.socket, 'data')
  expect([streams.size, channel.size]).toEqual([1, 1])
  kept.socket.destroy()
})

it('forgets a stream and its reader when the client goes', async () => {
  const { socket, request } = await requestStream()
  request.proceed()
  await once(socket, 'data')
  socket.destroy()
  await expect.poll(() => [streams.size, channel.size]).toEqual([0, 0])
})

it('gives a connection one stream, and no place to those that were asked for behind it', async () => {
  const { socket } = await requestStream('follow', 5)
  for (const { proceed } of waiting) proceed()
  await once(socket, 'data')
  await expect.poll(() => channel.size).toBe(1)
  expect(streams.size).toBe(1)
  socket.destroy()
  await expect.poll(() => [streams.size, channel.size]).toEqual([0, 0])
})

it('ends a stream whose handler throws what cannot even be read', async () => {
  const { socket, request } = await requestStream('broken')
  request.proceed()
  let received = ''
  socket.on('data', (data) => (received += String(data)))
  await expect.poll(() => received).toContain('event: serialized-error')
  expect(streams.size).toBe(0)
  socket.destroy()
})
