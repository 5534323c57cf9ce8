import { expect, it } from 'vitest'
import { median, percentile, spread } from './statistics.ts'

it('takes the middle value, or the mean of the two in the middle', () => {
  expect(median([5, 1, 3])).toBe(3)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

it('finds a percentile between the two nearest values', () => {
  expect(percentile([10, 20, 30, 40, 50], 0.25)).toBe(20)
  expect(percentile([0, 100], 0.99)).toBe(99)
})

it('gives the spread as a share of the median', () => {
  expect(spread([8, 10, 12])).toBe(0.2)
})

it('has no figure for nothing', () => {
  expect(() => median([])).toThrow('Nothing was measured.')
})
