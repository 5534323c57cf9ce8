import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { EventStreams } from './event-streams.ts'

const LIMITS = { maxStreams: 10, maxStreamsPerActor: 10, maxAnonymousStreams: 10, slowReaderMs: 30_000 }
const HOUR_MS = 3_600_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A stream whose token lives for a minute, and what is written to it. */
function openStream() {
  const written: string[] = []
  const write = (chunk: unknown) => written.push(String(chunk)) > 0
  const response = Object.assign(new EventEmitter(), { writableNeedDrain: false, write, end: () => void written.push('the end') })
  new EventStreams(LIMITS).open(response as unknown as ServerResponse, { userId: 'user_1', sessionId: 'sess_1', expiresAt: Date.now() + 60_000 }, 10_000) // what a stream uses of a response
  return written
}

it.each([
  ['ahead', HOUR_MS],
  ['back', -HOUR_MS],
])('a stream has its pings and ends with its token also where the clock is set %s meanwhile', (_, milliseconds) => {
  const written = openStream()
  vi.advanceTimersByTime(5_000)
  vi.setSystemTime(Date.now() + milliseconds)
  vi.advanceTimersByTime(50_000)
  expect(written).toEqual(Array.from({ length: 5 }, () => expect.stringContaining('event: ping')))
  vi.advanceTimersByTime(5_500)
  expect(written.at(-1)).toBe('the end')
})
