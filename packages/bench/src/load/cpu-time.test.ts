import { expect, it } from 'vitest'
import { cpuNanoseconds, onCpu } from './cpu-time.ts'

it('reads the time on the CPU, which is the first of three figures', () => {
  expect(onCpu('123456789 42 7\n')).toBe(123_456_789)
  expect(onCpu('')).toBe(0)
})

it('counts what this process works', () => {
  const before = cpuNanoseconds(process.pid)
  for (let at = performance.now(); performance.now() < at + 20; );
  expect(cpuNanoseconds(process.pid)).toBeGreaterThan(before)
})
