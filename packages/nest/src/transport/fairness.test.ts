import { mutation, query } from '@throughline/contract'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { bearer, start, type Started } from '../../test/start.ts'
import { token } from '../../test/tokens.ts'
import { Implement, Router, type Call } from '../implement.ts'
import { DomainError, RefusedWrites } from '../index.ts'

// One caller who asks for much, and what the others notice of it.

const PLACES = 40
const RUNNING = 2
const CALLS = 6
const contract = {
  hall: {
    wait: query({ summary: 'Wait.', access: 'user', output: z.string() }),
    quick: query({ summary: 'Do not wait.', access: 'user', output: z.string() }),
    long: query({ summary: 'Say much.', access: 'public', input: z.strictObject({ length: z.number() }), output: z.string() }),
    shut: mutation({ summary: 'Shut it.', access: 'org:admin', input: z.strictObject({ id: z.string() }), output: z.string() }),
  },
}

let open: () => void
let gate: Promise<string>
let running: string[]

@Router({ alias: 'hall' })
class HallRouter {
  @Implement(contract.hall.wait)
  async wait({ ctx }: Call<typeof contract.hall.wait>) {
    running.push(ctx.actor.userId)
    return gate
  }

  @Implement(contract.hall.quick)
  quick() {
    return 'done'
  }

  @Implement(contract.hall.long)
  long({ input }: Call<typeof contract.hall.long>) {
    return 'x'.repeat(input.length)
  }

  @Implement(contract.hall.shut)
  shut() {
    return 'shut'
  }
}

const begin = (laneWaitMs = 20_000) =>
  start({ contract, providers: [HallRouter], limits: { maxCallsInFlight: PLACES, maxRunningPerActor: RUNNING, maxCallsPerActor: CALLS, laneWaitMs, maxAnswerLength: 10_000 } })

let app: Started
beforeEach(async () => {
  running = []
  gate = new Promise((resolve) => (open = () => resolve('done')))
  app = await begin()
})
afterEach(async () => {
  open()
  await app.close()
})

const of = (sub: string) => bearer(token({ sub }))
const call = async (path: string, user: string) => (await app.get(`/trpc/${path}`, of(user))).status
const many = (count: number) => `${Array.from({ length: count }, () => 'hall.wait').join(',')}?batch=1`

describe('calls of one user', () => {
  it('run a few at a time, and the rest of them wait; somebody else’s do not', async () => {
    const greedy = call(many(CALLS), 'user_greedy')
    await vi.waitFor(() => expect(running).toHaveLength(RUNNING))
    expect(await call('hall.quick', 'user_other')).toBe(200)
    open()
    expect(await greedy).toBe(200)
    expect(running).toHaveLength(CALLS)
  })

  it('do not wait for ever: a moment later they are refused, and nobody else is held up', async () => {
    await app.close()
    app = await begin(100)
    const greedy = app.get(`/trpc/${many(RUNNING + 1)}`, of('user_greedy'))
    await vi.waitFor(() => expect(running).toHaveLength(RUNNING))
    const late = app.get('/trpc/hall.quick', of('user_greedy'))
    expect((await late).status).toBe(503)
    open()
    expect((await greedy).status).toBe(207)
    expect(await call('hall.quick', 'user_greedy')).toBe(200)
  })

  it('are refused beyond what may wait, one by one, and taken again afterwards', async () => {
    const greedy = [call(many(CALLS), 'user_greedy'), call('hall.quick', 'user_greedy')]
    expect(await greedy[1]).toBe(429)
    expect(await call('hall.quick', 'user_other')).toBe(200)
    open()
    expect(await greedy[0]).toBe(200)
    expect(await call('hall.quick', 'user_greedy')).toBe(200)
  })
})

it('each call of a batch takes a place', async () => {
  const users = Array.from({ length: 8 }, (_, index) => `user_${index}`)
  const calls = users.slice(0, 7).map((user) => call(many(6), user)) // 36 places, and the seventh finds 4
  expect(await calls[6]).toBe(503)
  expect(await call('hall.quick', 'user_7')).toBe(200)
  open()
  expect(await Promise.all(calls.slice(0, 6))).toEqual(Array(6).fill(200))
})

describe('an answer', () => {
  const long = (...lengths: number[]) => {
    const input = encodeURIComponent(JSON.stringify(Object.fromEntries(lengths.map((length, index) => [index, { json: { length } }]))))
    return `/trpc/${lengths.map(() => 'hall.long').join(',')}?batch=1&input=${input}`
  }

  it('of a batch ends where it is full: what does not fit is refused, call by call', async () => {
    const response = await app.get(long(4_000, 4_000, 4_000, 10))
    const text = await response.text()
    expect([response.status, text.length < 11_000]).toEqual([207, true])
    expect(JSON.parse(text)).toMatchObject([{ result: { data: { json: 'x'.repeat(4_000) } } }, { result: {} }, { error: { json: { data: { code: 'PAYLOAD_TOO_LARGE' } } } }, { error: {} }])
  })

  it('of one call is no longer either', async () => {
    const response = await app.get(`/trpc/hall.long?input=${encodeURIComponent('{"json":{"length":10001}}')}`)
    expect([response.status, (await response.text()).length < 1_000]).toEqual([413, true])
  })

  it('in lines waits for its reader in bounded memory, and holds no place meanwhile', async () => {
    const { port } = app.app.getHttpServer().address() as AddressInfo // it listens on TCP
    const sockets: Socket[] = []
    for (let index = 0; index < PLACES + 5; index++) {
      const socket = connect(port, '127.0.0.1').on('error', () => {}).pause()
      socket.write(`GET ${long(9_000, 9_000, 9_000)} HTTP/1.1\r\nHost: localhost\r\ntrpc-accept: application/jsonl\r\n\r\n`)
      sockets.push(socket)
    }
    await vi.waitFor(async () => expect(await call('hall.quick', 'user_other')).toBe(200))
    for (const socket of sockets) socket.destroy()
  })
})

describe('a refused write', () => {
  class OutOfReachError extends DomainError {
    readonly code = 'SERVICE_UNAVAILABLE'
    constructor() {
      super('The audit is out of reach.')
    }
  }
  const shut = async (body: unknown = { json: { id: 'hall_1' } }) => (await app.post('/trpc/hall.shut', body, bearer(token({ o: { id: 'org_1', rol: 'member', slg: 'acme' } })))).status

  it('is told to its caller when the app has been told', async () => {
    let record = () => {}
    const told: unknown[] = []
    app.app.get(RefusedWrites).onRefused(async ({ path, input }) => {
      told.push([path, input])
      await new Promise<void>((resolve) => (record = resolve))
    })
    let isAnswered = false
    const answer = shut().finally(() => (isAnswered = true))
    await vi.waitFor(() => expect(told).toEqual([['hall.shut', { id: 'hall_1' }]]))
    expect(await call('hall.quick', 'user_other')).toBe(200)
    expect(isAnswered).toBe(false)
    record()
    expect(await answer).toBe(403)
  })

  it('is told of though its input cannot be read', async () => {
    const told: unknown[] = []
    app.app.get(RefusedWrites).onRefused(async ({ input }) => void told.push(input))
    expect(await shut({ json: 1, meta: { values: { id: ['RegExp'] } } })).toBe(403)
    expect(told).toEqual([undefined])
  })

  it('that cannot be told of is answered with that error', async () => {
    app.app.get(RefusedWrites).onRefused(() => Promise.reject(new OutOfReachError()))
    expect(await shut()).toBe(503)
  })
})
