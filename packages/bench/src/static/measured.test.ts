import { expect, it } from 'vitest'
import { measured } from './measured.ts'

it('takes the middle of an odd number of repetitions, and between the middle two of an even one', () => {
  expect(measured([30, 10, 20])).toEqual({ median: 20, spread: 0.5 })
  expect(measured([4, 1, 3, 2]).median).toBe(2.5)
})

it('has nothing to say of nothing', () => {
  expect(() => measured([])).toThrow('Nothing was measured')
})
