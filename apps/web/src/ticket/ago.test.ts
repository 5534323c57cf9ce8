import { expect, it } from 'vitest'
import { ago } from './ago.ts'

const DATE = new Date('2026-05-01T12:00:00.000Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

it.each([
  [-HOUR, 'just now'], // by a clock that is slow
  [0, 'just now'],
  [MINUTE - 1, 'just now'],
  [MINUTE, '1 minute ago'],
  [HOUR - 1, '59 minutes ago'],
  [HOUR, '1 hour ago'],
  [DAY - 1, '23 hours ago'],
  [DAY, 'yesterday'],
  [2 * DAY, '2 days ago'],
  [30 * DAY, '30 days ago'],
  [30 * DAY + 1, '1 May'],
])('says after %i ms: %s', (elapsed, text) => {
  expect(ago(DATE, DATE.getTime() + elapsed)).toBe(text)
})
