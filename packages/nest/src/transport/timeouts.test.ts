import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { subscription } from '@throughline/contract'
import * as z from 'zod'
import { start, type Started } from '../../test/start.ts'
import { defaultLimits, type Limits } from '../options.ts'
import { Implement, Router } from '../implement.ts'
import type { EventStreams } from './event-streams.ts'
import { fastifyOptions } from './fastify-options.ts'
import { STREAMS } from './stream-lifecycle.ts'

const CHUNK = 'x'.repeat(100_000)
const contract = { hall: { flood: subscription({ summary: 'Say more than anybody reads.', access: 'public', output: z.string() }) } }
let produced: number

@Router({ alias: 'hall' })
class HallRouter {
  @Implement(contract.hall.flood)
  async *flood() {
    for (;;) {
      produced++
      yield CHUNK
    }
  }
}

let app: Started
const sockets = new Set<Socket>()
const begin = async (limits: Partial<Limits>) => {
  produced = 0
  app = await start({ contract, providers: [HallRouter], controllers: [], limits })
}
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  await app.close()
})

/** A connection that has sent `text`, and everything that it is sent until the other side ends it. */
async function talk(text: string): Promise<{ socket: Socket; answer: Promise<string> }> {
  const socket = connect((app.app.getHttpServer().address() as AddressInfo).port, '127.0.0.1') // it listens on TCP
  sockets.add(socket)
  let received = ''
  socket.on('data', (chunk) => (received += chunk)).on('error', () => {})
  const answer = once(socket, 'close').then(() => received)
  await once(socket, 'connect')
  socket.write(text)
  return { socket, answer }
}

it('cuts off headers that do not end', async () => {
  await begin({ headersMs: 200, requestMs: 5_000 })
  const { answer } = await talk('GET /trpc/hall.flood HTTP/1.1\r\nHost: localhost\r\nX-Slow:')
  expect(await answer).toMatch(/^HTTP\/1\.1 408 /)
})

it('cuts off a body that does not end, however often a byte of it comes', async () => {
  await begin({ headersMs: 200, requestMs: 500 })
  const { socket, answer } = await talk('POST /trpc/hall.flood HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n')
  const drip = setInterval(() => socket.write(' '), 50)
  expect(await answer).toMatch(/^HTTP\/1\.1 408 /)
  clearInterval(drip)
})

it('closes connections that say nothing at all', async () => {
  await begin({ headersMs: 200, requestMs: 500, quietMs: 300 })
  const idle = await Promise.all(Array.from({ length: 200 }, () => talk('')))
  await Promise.all(idle.map(({ answer }) => answer))
  expect(await connections()).toBe(0)
})

it('takes no more connections than its limit, and takes one again when another has gone', async () => {
  await begin({ maxConnections: 3 })
  const [first] = await Promise.all(Array.from({ length: 3 }, () => talk('')))
  await expect.poll(connections).toBe(3)
  expect(await (await talk('GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n')).answer).toBe('')
  first!.socket.destroy()
  await expect.poll(connections).toBe(2)
  expect(await (await talk('GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).answer).toMatch(/^HTTP\/1\.1 404 /)
})

it('stops asking a handler for events that nobody reads, and drops the reader', async () => {
  await begin({ slowReaderMs: 1_000 })
  const { socket } = await talk('GET /trpc/hall.flood HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n')
  socket.pause()
  const streams = app.app.get<EventStreams>(STREAMS)
  await expect.poll(() => streams.size).toBe(1)
  await expect.poll(() => streams.size, { timeout: 10_000 }).toBe(0)
  // What the kernel takes for both ends; not a second of what the handler could produce.
  expect(produced * CHUNK.length).toBeLessThan(64_000_000)
}, 15_000)

it('has limits for all of these by default, the shorter ones first', () => {
  const { http, requestTimeout, connectionTimeout, keepAliveTimeout } = fastifyOptions()
  expect([http.headersTimeout, requestTimeout, keepAliveTimeout, connectionTimeout]).toEqual([10_000, 30_000, 72_000, 75_000])
  expect(defaultLimits.maxConnections).toBeGreaterThan(defaultLimits.maxStreams)
})

function connections(): Promise<number> {
  return new Promise((resolve) => app.app.getHttpServer().getConnections((_: Error | null, count: number) => resolve(count)))
}
