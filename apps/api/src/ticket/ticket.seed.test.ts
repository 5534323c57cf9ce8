import { afterEach, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../test/create-test-app.ts'
import { openTemplate } from '../../test/template-database.ts'
import { TicketSeed } from './ticket.seed.ts'
import { tickets } from './ticket.schema.ts'

const variables = { THROUGHLINE_SEED: '1' }

let app: TestApp
afterEach(() => app.close())

it('gives each organization tickets of its own members to look at', async () => {
  app = await createTestApp({ variables })
  const [ada, linus] = [app.clientFor('ada@example.com'), app.clientFor('linus@example.com')]
  await app.app.get(TicketSeed).done
  expect((await linus.ticket.list.query({})).nextCursor).not.toBeNull() // more than one page
  const { items } = await ada.ticket.list.query({})
  expect(new Set(items.map(({ author }) => author.name))).toEqual(new Set(['Ada Lovelace', 'Alan Turing', 'Grace Hopper']))
  expect((await linus.organization.members.query({})).items).toMatchObject([{ name: 'Linus Torvalds', role: 'org:admin' }])
  const { id: subjectId } = items[0]!
  expect((await ada.comment.list.query({ ticketId: subjectId })).items).toHaveLength(2)
  expect((await ada.activity.list.query({ subjectId })).items.map(({ action }) => action)).toEqual(['comment.add', 'comment.add', 'ticket.assign', 'ticket.create'])
  const times = (await ada.activity.list.query({ limit: 100 })).items.map(({ at }) => at.getTime())
  expect(times[0]).toBe(Math.max(...times))
})

it('leaves alone, at the next start, an organization in which something has happened', async () => {
  const kept = await openTemplate()
  app = await createTestApp({ variables, open: async () => ({ ...kept, close: async () => {} }) })
  const count = async () => (await app.db.select().from(tickets)).length
  await app.app.get(TicketSeed).done
  expect(await count()).toBeGreaterThan(10)
  for (const { id } of (await app.clientFor('ada@example.com').ticket.list.query({})).items) await app.clientFor('ada@example.com').ticket.remove.mutate({ id })
  const left = await count()
  await app.close()
  app = await createTestApp({ variables, open: async () => kept })
  await app.app.get(TicketSeed).done
  expect(await count()).toBe(left)
})
