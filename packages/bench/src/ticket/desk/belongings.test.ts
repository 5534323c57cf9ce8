import { expect, it } from 'vitest'
import type { TicketSummary } from '@throughline/api'
import { commentFaults, orderFaults, personFaults, ticketFaults } from './belongings.ts'
import { markedId, markedText } from './marks.ts'
import { populate, type Organization, type Person } from './population.ts'

const { organizations } = populate({ organizations: 2, people: 4 })
const [own, other] = organizations as [Organization, Organization]
const [ada, alan] = own.people as [Person, Person]
const named = ({ id, name }: Person) => ({ id, name, imageUrl: null })
const at = new Date(0)
const ticket: TicketSummary = { id: markedId(own), title: markedText(own, 'Printer on fire'), status: 'open', author: named(ada), assignee: named(alan), createdAt: at, updatedAt: at, version: 1 }

it('finds nothing wrong with what is the organization’s own', () => {
  expect(ticketFaults(ticket, own)).toEqual([])
  expect(ticketFaults({ ...ticket, assignee: null }, own)).toEqual([])
  expect(commentFaults({ id: markedId(own), ticketId: ticket.id, body: markedText(own, 'Still.'), author: named(ada), createdAt: at }, own)).toEqual([])
})

it.each([
  ['its id', { id: markedId(other) }],
  ['its title', { title: markedText(other, 'Printer on fire') }],
  ['its author', { author: named(other.people[0]!) }],
  ['its assignee', { assignee: named(other.people[0]!) }],
  ['an id that nobody has made', { id: '0b000001-8a1f-4a7e-8f00-000000000000' }],
  ['a title without a mark', { title: 'Printer on fire' }],
  ['somebody’s name under another’s id', { author: { ...named(ada), name: alan.name } }],
])('finds a ticket that is not, by %s', (_, difference) => {
  expect(ticketFaults({ ...ticket, ...difference }, own)).toHaveLength(1)
})

it('finds a comment that is not, by any of its parts', () => {
  const comment = { id: markedId(other), ticketId: markedId(other), body: markedText(other, 'Still.'), author: named(other.people[0]!), createdAt: at }
  expect(commentFaults(comment, own)).toHaveLength(4)
})

it('finds somebody whom nobody knows', () => {
  expect(personFaults({ id: 'user_nobody', name: 'Somebody', imageUrl: null }, own)).toEqual(['user_nobody is not of org01'])
})

it('finds what is not in order, also twice the same', () => {
  const isBefore = (one: number, two: number) => one < two
  expect([[], [1], [1, 2, 3]].flatMap((items) => orderFaults(items, isBefore))).toEqual([])
  expect(orderFaults([1, 3, 2, 2], isBefore)).toEqual(['item 2 is not in order', 'item 3 is not in order'])
})
