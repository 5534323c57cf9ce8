import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { Controller, Get } from '@nestjs/common'
import { query, subscription } from '@throughline/contract'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { start, type Started } from '../../test/start.ts'
import { Implement, Router, type Call } from '../implement.ts'
import { Probe, RequireAccess } from '../index.ts'

const PLACES = 4 // a batch takes one for each of its calls
const contract = {
  hall: {
    wait: query({ summary: 'Wait.', access: 'public', output: z.string() }),
    quick: query({ summary: 'Do not wait.', access: 'public', output: z.string() }),
    watch: subscription({ summary: 'Watch.', access: 'public', output: z.string() }),
  },
}

let open: () => void
let gate: Promise<string>
let waiting: number

function wait(): Promise<string> {
  waiting++
  return gate
}

@Router({ alias: 'hall' })
class HallRouter {
  @Implement(contract.hall.wait)
  wait() {
    return wait()
  }

  @Implement(contract.hall.quick)
  quick() {
    return 'done'
  }

  @Implement(contract.hall.watch)
  async *watch({ signal }: Call<typeof contract.hall.watch>) {
    yield 'begun'
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
  }
}

@Controller('rest')
@RequireAccess('public')
class RestController {
  @Get('wait')
  wait() {
    return wait()
  }

  @Get('fail')
  fail() {
    throw new Error('on purpose')
  }

  @Get('alive')
  @Probe()
  alive() {
    return 'alive'
  }
}

let app: Started
beforeEach(async () => {
  waiting = 0
  gate = new Promise((resolve) => (open = () => resolve('done')))
  app = await start({ contract, providers: [HallRouter], controllers: [RestController], limits: { maxCallsInFlight: PLACES } })
})
afterEach(async () => {
  open()
  await app.close()
})

const statusOf = async (path: string) => (await app.get(path)).status

/** Takes all places, by tRPC and by REST. */
async function fill() {
  const calls = ['/trpc/hall.wait', '/trpc/hall.wait,hall.wait?batch=1', '/rest/wait'].map(statusOf)
  await vi.waitFor(() => expect(waiting).toBe(4)) // the batch has two
  return Promise.all(calls)
}

it('refuses what is more than the process takes, in the form of either, and says when to come back', async () => {
  const served = fill()
  await vi.waitFor(() => expect(waiting).toBe(4))
  const [trpc, rest] = await Promise.all([app.get('/trpc/hall.quick'), app.get('/rest/wait')])
  for (const { status, headers } of [trpc, rest]) expect([status, headers.get('retry-after')]).toEqual([503, '1'])
  expect(await trpc.json()).toMatchObject({ error: { json: { data: { code: 'SERVICE_UNAVAILABLE', httpStatus: 503 } } } })
  expect(await rest.json()).toMatchObject({ error: { code: 'SERVICE_UNAVAILABLE', httpStatus: 503 } })
  open()
  expect(await served).toEqual([200, 200, 200])
  expect(app.logged.flat().filter((text) => String(text).startsWith('Busy'))).toHaveLength(1)
})

it('answers probes however busy it is', async () => {
  const served = fill()
  await vi.waitFor(() => expect(waiting).toBe(4))
  expect(await statusOf('/rest/alive')).toBe(200)
  open()
  await served
})

it('gives every place back, whatever a call came to', async () => {
  for (let round = 0; round < 2 * PLACES; round++) {
    expect(await statusOf('/rest/fail')).toBe(500)
    expect(await statusOf('/trpc/hall.nothing')).toBe(404)
    expect(await statusOf('/trpc/hall.quick')).toBe(200)
  }
  for (let round = 0; round < 2 * PLACES; round++) {
    const gone = new AbortController()
    const call = fetch(`${app.url}/trpc/hall.wait`, { signal: gone.signal }).catch(() => null)
    await vi.waitFor(() => expect(waiting).toBe(round + 1))
    gone.abort()
    await call
    open() // the work of a caller who has gone goes on until it is done
    gate = new Promise((resolve) => (open = () => resolve('done')))
  }
  await vi.waitFor(async () => expect(await statusOf('/trpc/hall.quick')).toBe(200))
})

it('counts no stream that is open, and no caller who sends slowly', async () => {
  const streams = await Promise.all(Array.from({ length: 2 * PLACES }, () => app.get('/trpc/hall.watch', { accept: 'text/event-stream' })))
  expect(streams.map(({ status }) => status)).toEqual(Array(2 * PLACES).fill(200))
  const { port } = app.app.getHttpServer().address() as AddressInfo // it listens on TCP
  const slow = await Promise.all(
    Array.from({ length: 2 * PLACES }, async () => {
      const socket = connect(port, '127.0.0.1').on('error', () => {})
      await once(socket, 'connect')
      socket.write('POST /trpc/hall.quick HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{')
      return socket
    }),
  )
  expect(await statusOf('/trpc/hall.quick')).toBe(200)
  for (const socket of slow) socket.destroy()
  for (const stream of streams) await stream.body?.cancel()
})
