import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { Follower } from './follower.ts'
import { populate } from '../desk/population.ts'
import { Session } from '../desk/session.ts'

// Two servers that stream whatever a test wants, connection by connection.

const population = populate({ organizations: 1, people: 1 })
const LIVES = 'lives on'
let clerk: ClerkLocal
let servers: Server[]
let streams: (readonly string[] | number)[]
let asked: { server: number; lastEventId: IncomingMessage['headers'][string]; token: string | undefined }[]
let follower: Follower

beforeAll(async () => {
  clerk = await createClerkLocal({ seed: population.seed })
  servers = [0, 1].map((server) =>
    createServer(({ headers }, response) => {
      asked.push({ server, lastEventId: headers['last-event-id'], token: headers.authorization })
      const frames = streams.shift() ?? [LIVES]
      if (typeof frames === 'number') return void response.writeHead(frames, { 'content-type': 'application/json' }).end('{"error":{"json":{"data":{"code":"SERVICE_UNAVAILABLE"}}}}')
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: connected\ndata: {}\n\n\n')
      for (const frame of frames) if (frame !== LIVES) response.write(frame)
      if (!frames.includes(LIVES)) response.end()
    }).listen(0, '127.0.0.1'),
  )
  await Promise.all(servers.map((server) => once(server, 'listening')))
})
beforeEach(() => {
  ;[streams, asked] = [[], []]
})
afterEach(() => follower.stop())
afterAll(async () => {
  for (const server of servers) server.close()
  await clerk.close()
})

const ready = (id: number) => `data: {"json":{"type":"ready"}}\nid: ${id}\n\n\n`
const created = (id: number) => `data: {"json":{"type":"created","ticketId":"t${id}","version":1}}\nid: ${id}\n\n\n`
const heard = () => follower.heard.map(({ id, key, api }) => `${api} ${id} ${key}`)

async function follow(options: { firstSeconds?: number; busyIsRight?: boolean } = {}): Promise<void> {
  const apis = servers.map((server, index) => ({ name: 'AB'[index]!, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })) // of two; they listen on TCP
  follower = new Follower({ session: new Session(clerk, population.people[0]!), apis, first: 0, firstSeconds: 60, busyIsRight: false, ...options })
  await follower.begin()
}

it('begins where it is told to, and hears what comes after', async () => {
  streams = [[ready(7), created(8), created(11), LIVES]]
  await follow()
  await vi.waitFor(() => expect(heard()).toEqual(['A 8 created t8', 'A 11 created t11']))
  expect([follower.startedAfter, follower.faults]).toEqual([7, []])
})

it('goes on at the other server from its last event, with another token, when its token has ended', async () => {
  streams = [[ready(7), created(8)], [created(9), LIVES]]
  // A token that has ended before its stream has.
  await follow({ firstSeconds: -10 })
  await vi.waitFor(() => expect(heard()).toEqual(['A 8 created t8', 'B 9 created t9']))
  expect(asked.map(({ server, lastEventId }) => [server, lastEventId])).toEqual([[0, undefined], [1, '8']])
  expect(new Set(asked.map(({ token }) => token)).size).toBe(2)
  expect([follower.resumptions, follower.faults]).toEqual([1, []])
})

it.each<[string, readonly string[] | number, RegExp]>([
  ['ended before its token', [ready(7)], /^ended \d+ ms before its token$/],
  ['was told that it is over', [ready(7), 'event: return\ndata: \n\n\n', LIVES], /^the stream was over$/],
  ['was told to forget what it has', [ready(7), 'data: {"json":{"type":"reset"}}\nid: 9\n\n\n', LIVES], /^reset instead of what was missed$/],
  ['failed', [ready(7), 'event: serialized-error\ndata: {"json":{"code":-32603,"data":{"code":"INTERNAL_SERVER_ERROR"}}}\n\n\n'], /^200 INTERNAL_SERVER_ERROR$/],
  ['was refused', 503, /^503 SERVICE_UNAVAILABLE$/],
])('finds fault with a stream that %s', async (_, stream, fault) => {
  streams = [stream]
  await follow()
  await vi.waitFor(() => expect(follower.faults[0]).toMatch(fault))
})

it('comes back to servers that may be too busy', async () => {
  streams = [503, [ready(7), created(8), LIVES]]
  await follow({ busyIsRight: true })
  await vi.waitFor(() => expect(heard()).toEqual(['B 8 created t8']))
  expect(follower.faults).toEqual([])
})
