import { expect, it } from 'vitest'
import { heardFaults, type ToldEvent } from './heard.ts'

const event = (id: number): ToldEvent => ({ id, key: `created t${id}` })
const told = [1, 4, 5, 9].map(event)

it('finds no fault in a stream that has heard everything since it began', () => {
  expect(heardFaults(told, told, 0)).toEqual([])
  expect(heardFaults([5, 9].map(event), told, 4)).toEqual([])
  expect(heardFaults([], told, 9)).toEqual([])
})

it('finds a gap, in the middle and at the end', () => {
  expect(heardFaults([1, 5, 9].map(event), told, 0)).toEqual(['missed: 4 created t4'])
  expect(heardFaults([1, 4, 5].map(event), told, 0)).toEqual(['missed: 9 created t9'])
})

it('finds what was heard twice', () => {
  expect(heardFaults([1, 4, 5, 4, 5, 9].map(event), told, 0)).toEqual(['heard twice: 4 created t4', 'heard twice: 5 created t5', 'out of order: 4 created t4 after 5'])
})

it('finds an event of another organization, and one from before it began', () => {
  expect(heardFaults([1, 2, 4, 5, 9].map(event), told, 0)).toEqual(['not for it: 2 created t2'])
  expect(heardFaults(told, told, 1)).toEqual(['not for it: 1 created t1'])
})

it('finds another order', () => {
  expect(heardFaults([1, 5, 4, 9].map(event), told, 0)).toEqual(['out of order: 4 created t4 after 5'])
})

it('finds an event that says something else than the database', () => {
  expect(heardFaults([event(1), { id: 4, key: 'created t5' }, event(5), event(9)], told, 0)).toEqual(['missed: 4 created t4', 'not for it: 4 created t5'])
})
