import { randomUUID } from 'node:crypto'
import { createClerkClient } from '@clerk/backend'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TestApp } from '../../test/create-test-app.ts'
import { openStream, type OpenStream } from '../../test/open-stream.ts'
import { startReplicas, type Replicas } from '../../test/replicas.ts'
import { memberships } from '../db/schema.ts'
import { Transactions } from '../db/transactions.ts'
import { EventLog, type NewEvent } from '../events/event-log.ts'

const ACME = 'org_acme00000000000000000000000'
const [ADA, GRACE, LINUS] = ['ada@example.com', 'grace@example.com', 'linus@example.com'] as const
const ADA_ID = 'user_ada000000000000000000000000'
const GRACE_ID = 'user_grace0000000000000000000000'

let replicas: Replicas
let one: TestApp
let two: TestApp
const streams: OpenStream[] = []

beforeAll(async () => {
  replicas = await startReplicas()
  ;({ one, two } = replicas)
})
beforeEach(async () => {
  one.clerk.reset()
  await one.db.delete(memberships)
})
afterEach(() => {
  replicas.line.repair()
  for (const stream of streams.splice(0)) stream.close()
})
afterAll(() => replicas.stop())

interface Told {
  id: string | null
  type: string
  ticketId?: string
}

async function follow(app: TestApp, user: string, lastEventId?: string): Promise<OpenStream> {
  const headers = { authorization: `Bearer ${await app.clerk.token(user)}`, ...(lastEventId && { 'last-event-id': lastEventId }) }
  const stream = await openStream(`${app.url}/trpc/ticket.onChange`, headers)
  streams.push(stream)
  expect(await stream.next()).toMatchObject({ event: 'connected' })
  return stream
}

async function told(stream: OpenStream): Promise<Told> {
  const event = await stream.next()
  const { json } = event!.data as { json: Omit<Told, 'id'> } // superjson of a ticket's change
  return { id: event!.id, ...json }
}

const create = async (app: TestApp, title: string, user: string = GRACE) => (await app.clientFor(user).ticket.create.mutate({ title })).id

describe('a stream on one replica', () => {
  it('hears what is written through the other, and begins with where it stands', async () => {
    const stream = await follow(two, ADA)
    const ready = await told(stream)
    expect(ready).toMatchObject({ type: 'ready' })
    const id = await create(one, 'Printer')
    const created = await told(stream)
    expect(created).toMatchObject({ type: 'created', ticketId: id, version: 1 })
    expect(Number(created.id)).toBeGreaterThan(Number(ready.id))
    await one.clientFor(ADA).comment.add.mutate({ ticketId: id, body: 'On my way.' })
    expect(await told(stream)).toMatchObject({ type: 'commented', ticketId: id })
    await one.clientFor(ADA).ticket.remove.mutate({ id })
    expect(await told(stream)).toMatchObject({ type: 'removed', ticketId: id })
  })

  it('hears nothing of another organization', async () => {
    const [ada, linus] = [await follow(two, ADA), await follow(two, LINUS)]
    await told(ada)
    await told(linus)
    await create(one, 'Secret')
    const own = await create(one, 'Own', LINUS)
    expect(await told(linus)).toMatchObject({ ticketId: own })
  })

  it('resumes on the other where it was, without a gap and without one twice', async () => {
    const stream = await follow(two, ADA)
    let last = (await told(stream)).id!
    const ids = [await create(one, 'Heard')]
    last = (await told(stream)).id!
    stream.close()
    ids.push(await create(one, 'Missed'), await create(two, 'Missed too'))
    const resumed = await follow(one, ADA, last)
    const writing = Promise.all(Array.from({ length: 20 }, (_, index) => create(index % 2 === 0 ? one : two, `At once ${index}`)))
    const heard: Told[] = []
    while (heard.length < 22) heard.push(await told(resumed))
    ids.push(...(await writing))
    expect(new Set(heard.map(({ ticketId }) => ticketId))).toEqual(new Set(ids.slice(1)))
    const order = heard.map(({ id }) => Number(id))
    expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b))
  })

  it('is told to ask for everything again where its last event is not kept, or is of another database', async () => {
    expect(await told(await follow(one, ADA, '9'.repeat(18)))).toMatchObject({ type: 'reset' })
    const stream = await follow(one, ADA, '999999999')
    expect(await told(stream)).toMatchObject({ type: 'reset' })
    await create(one, 'Printer')
    expect(await told(stream)).toMatchObject({ type: 'created' })
  })

  it('goes on after an event that it does not understand, as one that a newer server has written, and resumes after it', async () => {
    const stream = await follow(two, ADA)
    const ready = await told(stream)
    const append = (data: NewEvent['data']) => one.app.get(Transactions).run((tx) => one.app.get(EventLog).append(tx, { topic: 'ticket', scope: ACME, data }))
    await append({ type: 'merged', ticketId: randomUUID(), version: 2 })
    const id = await create(one, 'Printer')
    const odd = await told(stream)
    expect(odd).toMatchObject({ type: 'reset' })
    expect(await told(stream)).toMatchObject({ type: 'created', ticketId: id })
    const again = await follow(one, ADA, ready.id!)
    expect(await told(again)).toEqual(odd)
    expect(await told(again)).toMatchObject({ type: 'created', ticketId: id })
    expect(await told(await follow(one, ADA, odd.id!))).toMatchObject({ type: 'created', ticketId: id })
  })

  it('goes on where it is told late that a membership has ended, of somebody who is back', async () => {
    const stream = await follow(two, ADA)
    await told(stream)
    await one.app.get(Transactions).run((tx) => one.app.get(EventLog).append(tx, { topic: 'membership', scope: ADA_ID, data: { organizationId: ACME, ended: 1 } }))
    const id = await create(one, 'Printer')
    expect(await told(stream)).toMatchObject({ type: 'created', ticketId: id })
  })

  it('ends at once when the membership does, whichever replica learns of it', async () => {
    one.clerk.webhooks.add({ url: `${one.url}/webhooks/clerk` })
    const token = await one.clerk.token(GRACE)
    const stream = await follow(two, GRACE)
    await told(stream)
    await createClerkClient({ secretKey: one.clerk.secretKey, apiUrl: one.clerk.url }).organizations.deleteOrganizationMembership({ organizationId: ACME, userId: GRACE_ID })
    expect(await stream.next()).toMatchObject({ event: 'serialized-error', data: { json: { data: { code: 'FORBIDDEN', reason: 'membership-ended' } } } })
    // The token is good for a while, and opens no other one.
    const late = await openStream(`${two.url}/trpc/ticket.onChange`, { authorization: `Bearer ${token}` })
    streams.push(late)
    expect(await late.next()).toMatchObject({ event: 'connected' })
    expect(await late.next()).toMatchObject({ event: 'serialized-error', data: { json: { data: { reason: 'membership-ended' } } } })
  })

  it.each(['cut', 'freeze'] as const)('catches up after a line to the database that was made to %s', async (fault) => {
    const stream = await follow(two, ADA)
    await told(stream)
    replicas.line[fault]()
    const ids = [await create(one, 'Unheard'), await create(one, 'Unheard too')]
    replicas.line.repair()
    ids.push(await create(one, 'Heard'))
    const heard = [await told(stream), await told(stream), await told(stream)]
    expect(heard.map(({ ticketId }) => ticketId)).toEqual(ids)
  })
})
