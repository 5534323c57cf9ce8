import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import superjson from 'superjson'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { Calls } from './calls.ts'
import { Departures } from './departures.ts'
import type { DeskCall } from '../desk/desk-call.ts'
import { DeskUser } from '../desk/desk-user.ts'
import { markedId, markedText } from '../desk/marks.ts'
import { populate, type Organization, type Person } from '../desk/population.ts'
import { getForeign, getTicket, listTickets, showProfile } from '../desk/reads.ts'
import { Session } from '../desk/session.ts'
import { Tally } from './tally.ts'
import { WriteLedger } from '../books/write-ledger.ts'
import { createTicket, setStatus } from '../desk/writes.ts'

// A server that answers whatever a test wants: the judgement of its answers must be able to fail.

const population = populate({ organizations: 2, people: 4 })
const [own, other] = population.organizations as [Organization, Organization]
let clerk: ClerkLocal
let server: Server
let answer: { status: number; body: unknown; headers?: Record<string, string> } | null
let desk: DeskUser
let stranger: DeskUser
let tally: Tally
let ledger: WriteLedger

beforeAll(async () => {
  clerk = await createClerkLocal({ seed: population.seed })
  server = createServer((request, response) => {
    if (answer === null) return void request.socket.destroy()
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(JSON.stringify(answer.body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
beforeEach(() => {
  ;[desk, stranger] = [own, other].map(({ people }) => new DeskUser(new Session(clerk, people[0]!))) as [DeskUser, DeskUser] // one for each
  desk.see(ticketOf(own))
  stranger.see(ticketOf(other))
  ;[tally, ledger] = [new Tally(), new WriteLedger()]
})
afterAll(async () => {
  server.close()
  await clerk.close()
})

const data = (json: unknown) => ({ status: 200, body: { result: { data: superjson.serialize(json) } } })
const error = (httpStatus: number, code: string, rest: object = {}) => ({ status: httpStatus, body: { error: superjson.serialize({ code: 0, message: code, data: { code, httpStatus, requestId: 'r1', ...rest } }) } })
const at = new Date(0)
const named = ({ id, name }: Person) => ({ id, name, imageUrl: null })
const ticketOf = (organization: Organization, rest: object = {}) => ({
  id: markedId(organization),
  title: markedText(organization, 'Printer'),
  body: markedText(organization, 'On fire.'),
  status: 'open' as const,
  author: named(organization.people[0]!), // there are two
  assignee: null,
  createdAt: at,
  updatedAt: at,
  version: 1,
  ...rest,
})

async function make(call: DeskCall | null, answers: typeof answer): Promise<void> {
  answer = answers
  const calls = new Calls({ apis: [{ name: 'A', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }], ledger, departures: new Departures(), tally }) // it listens on TCP
  await calls.make(desk, call!, 0)
  calls.close()
}

const verdict = () => ({ served: tally.served, foreign: tally.foreign.count, wrong: tally.wrong.count, errors: tally.errorCount })
const books = () => ledger.settle({ rows: [], audit: [], events: [] })

it('finds nothing foreign in an answer that is the caller’s own, and remembers what was seen', async () => {
  const found = ticketOf(own)
  await make(listTickets(desk, []), data({ items: [found], nextCursor: null, asOf: '1' }))
  expect(verdict()).toMatchObject({ foreign: 0, errors: 0 })
  expect(desk.anyTicket(({ id }) => id === found.id)).toBeDefined()
})

it('finds a row of another organization in a list', async () => {
  await make(listTickets(desk, []), data({ items: [ticketOf(own), ticketOf(other)], nextCursor: null, asOf: '1' }))
  expect(verdict()).toMatchObject({ foreign: 1, wrong: 1 })
})

it('finds another ticket than the one that was asked for', async () => {
  await make(getTicket(desk), data(ticketOf(own)))
  expect(verdict()).toMatchObject({ foreign: 0, wrong: 1 })
})

it('finds somebody else’s profile, of the same organization too', async () => {
  for (const { id, email, name } of [other.people[0]!, own.people[1]!]) {
    await make(showProfile(desk), data({ id, email, displayName: name, imageUrl: null, bio: '', timeZone: 'UTC', createdAt: at }))
  }
  expect(verdict()).toMatchObject({ foreign: 1, wrong: 2 })
})

it('finds something foreign in an error', async () => {
  await make(getTicket(desk), error(500, 'INTERNAL_SERVER_ERROR', { current: ticketOf(other) }))
  expect(verdict()).toMatchObject({ foreign: 1, errors: 1 })
})

it('takes NOT_FOUND for the answer to a foreign id, and nothing else', async () => {
  await make(getForeign(stranger), error(404, 'NOT_FOUND'))
  expect([tally.hidden, verdict()]).toEqual([1, { served: 1, foreign: 0, wrong: 0, errors: 0 }])
  await make(getTicket(desk), error(404, 'NOT_FOUND'))
  expect(verdict()).toMatchObject({ errors: 1 })
  await make(getForeign(stranger), data(ticketOf(own)))
  expect(verdict()).toMatchObject({ foreign: 1 })
})

it('finds what is not as the contract says', async () => {
  await make(getTicket(desk), data({ ...desk.anyTicket(), body: markedText(own, ''), status: 'lost' }))
  expect(verdict()).toMatchObject({ wrong: 1 })
})

it('takes a conflict with the newer ticket, and no other', async () => {
  const seen = desk.anyTicket()!
  await make(setStatus(desk), error(409, 'CONFLICT', { current: ticketOf(own, { id: seen.id, version: 3, status: 'pending' }) }))
  expect([tally.conflicts, verdict().wrong]).toEqual([1, 0])
  await make(setStatus(desk), error(409, 'CONFLICT', { current: ticketOf(own, { id: seen.id, version: 3 }) }))
  await make(setStatus(desk), error(409, 'CONFLICT'))
  expect(verdict()).toMatchObject({ wrong: 2 })
  await make(createTicket(desk), error(409, 'CONFLICT'))
  expect(verdict()).toMatchObject({ errors: 1 })
})

it('expects what was acknowledged to be in the database, and not what was refused', async () => {
  const call = createTicket(desk)
  await make(call, data(ticketOf(own, call.input as object))) // what a ticket is made of
  expect(books()).toMatchObject({ acknowledged: 1 })
  expect(books().faults).toHaveLength(3)
  await make(createTicket(desk), { ...error(503, 'SERVICE_UNAVAILABLE'), headers: { 'retry-after': '1' } })
  expect([tally.refusals.length, books().acknowledged, books().faults.length]).toEqual([1, 1, 3])
})

it('leaves open what became of a write that a database has not answered', async () => {
  const call = createTicket(desk)
  await make(call, error(503, 'SERVICE_UNAVAILABLE'))
  expect(books()).toMatchObject({ acknowledged: 0, faults: [] })
  const key = `${own.id} created ${(call.input as { id: string }).id}` // what a ticket is made of
  expect(ledger.settle({ rows: [key], audit: [`${own.id} ticket.create ${(call.input as { id: string }).id} ${desk.person.id}`], events: [key] })).toMatchObject({ unheard: 1, faults: [] }) // as above
})

it('counts no answer, an answer that cannot be read and an unexpected error by what they are', async () => {
  await make(createTicket(desk), null)
  await make(createTicket(desk), { status: 200, body: 'hello' })
  await make(createTicket(desk), error(500, 'INTERNAL_SERVER_ERROR'))
  expect([...tally.errors.keys()]).toEqual(['ticket.create: ECONNRESET', 'ticket.create: 200 "hello"', 'ticket.create: 500 INTERNAL_SERVER_ERROR'])
})
