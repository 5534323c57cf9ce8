import { beforeEach, expect, it } from 'vitest'
import { auditKey, eventKey, type Deed } from '../desk/deed.ts'
import { populate } from '../desk/population.ts'
import { WriteLedger, type Books } from './write-ledger.ts'

const [ada, linus] = populate({ organizations: 2, people: 2 }).people as [Deed['person'], Deed['person']]
const created: Deed = { action: 'ticket.create', ticketId: 't1', person: ada }
const commented: Deed = { action: 'comment.add', ticketId: 't1', commentId: 'c1', person: ada }
const closed: Deed = { action: 'ticket.setStatus', ticketId: 't1', version: 2, to: 'closed', person: ada }
const elsewhere: Deed = { action: 'ticket.create', ticketId: 't2', person: linus }
const all = [created, commented, closed, elsewhere]

function booksOf(deeds: readonly Deed[]): Books {
  const keys = (keyOf: (deed: Deed) => string) => deeds.map((deed) => `${deed.person.organization.id} ${keyOf(deed)}`)
  return { rows: keys(eventKey), audit: keys(auditKey), events: keys(eventKey) }
}

let ledger: WriteLedger
beforeEach(() => {
  ledger = new WriteLedger()
  for (const deed of all) ledger.acknowledge(deed)
})

it('finds no fault where everything is there once', () => {
  expect(ledger.settle(booksOf(all))).toEqual({ faults: [], acknowledged: 4, unheard: 0 })
})

it('finds what is lost, in each book', () => {
  expect(ledger.settle(booksOf([created, closed, elsewhere])).faults).toEqual([
    `rows: acknowledged and not there: ${ada.organization.id} commented c1`,
    `audit: acknowledged and not there: ${ada.organization.id} comment.add t1 ${ada.id}`,
    `events: acknowledged and not there: ${ada.organization.id} commented c1`,
  ])
})

it('finds a row without its event', () => {
  expect(ledger.settle({ ...booksOf(all), events: booksOf([created, commented, elsewhere]).events }).faults).toEqual([`events: acknowledged and not there: ${ada.organization.id} updated t1 2`])
})

it('finds what is there twice', () => {
  expect(ledger.settle(booksOf([...all, commented])).faults).toHaveLength(3)
})

it('finds a version that nobody was told of', () => {
  const third: Deed = { ...closed, version: 3 }
  expect(ledger.settle(booksOf([...all, third])).faults).toContain(`rows: there once too often: ${ada.organization.id} updated t1 3`)
})

it('finds what is stored under another organization', () => {
  expect(ledger.settle(booksOf([created, commented, closed, { ...elsewhere, person: ada }])).faults).toContain(`rows: acknowledged and not there: ${linus.organization.id} created t2`)
})

it('finds that two were told they had made one version of it', () => {
  ledger.acknowledge({ ...closed, to: 'pending' })
  expect(ledger.settle(booksOf(all)).faults).toHaveLength(3)
})

it('takes two who were told the same of one change for one', () => {
  ledger.acknowledge({ ...closed })
  expect(ledger.settle(booksOf(all)).faults).toEqual([])
})

it('finds what was refused and yet written', () => {
  const refused: Deed = { action: 'ticket.create', ticketId: 't3', person: ada }
  ledger.refuse(refused)
  expect(ledger.settle(booksOf(all)).faults).toEqual([])
  expect(ledger.settle(booksOf([...all, refused])).faults[0]).toBe(`rows: refused and yet there: ${ada.organization.id} created t3`)
})

it('lets a write that nobody was told of be there or not, but wholly', () => {
  const lost: Deed = { action: 'ticket.create', ticketId: 't3', person: ada }
  ledger.lose(lost)
  expect(ledger.settle(booksOf(all))).toMatchObject({ faults: [], unheard: 0 })
  expect(ledger.settle(booksOf([...all, lost]))).toMatchObject({ faults: [], unheard: 1 })
  expect(ledger.settle({ ...booksOf([...all, lost]), audit: booksOf(all).audit }).faults).toHaveLength(1)
  expect(ledger.settle({ ...booksOf(all), events: booksOf([...all, lost]).events }).faults).toHaveLength(1)
})

it('does not take somebody else’s version for a write that nobody was told of', () => {
  ledger.lose({ ...closed, to: 'pending' })
  expect(ledger.settle(booksOf(all))).toMatchObject({ faults: [], unheard: 0 })
})

it('knows which of two that nobody was told of has made a version', () => {
  const [pending, open]: Deed[] = [{ ...closed, version: 3, to: 'pending' }, { ...closed, version: 3, to: 'open' }]
  for (const deed of [pending!, open!]) ledger.lose(deed)
  for (const deed of [pending!, open!]) expect(ledger.settle(booksOf([...all, deed]))).toMatchObject({ faults: [], unheard: 1 })
})
