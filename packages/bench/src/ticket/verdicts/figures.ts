import { percentile } from '../../statistics.ts'

export interface Percentiles {
  readonly p50: number
  readonly p99: number
}

/** Of nothing, nothing: neither is a number then, and no limit is kept by it. */
export function percentilesOf(milliseconds: readonly number[]): Percentiles {
  if (milliseconds.length === 0) return { p50: NaN, p99: NaN }
  return { p50: percentile(milliseconds, 0.5), p99: percentile(milliseconds, 0.99) }
}

export const inMs = ({ p50, p99 }: Percentiles) => `p50 ${rounded(p50)} ms, p99 ${rounded(p99)} ms`
export const rounded = (value: number) => (value < 100 ? value.toFixed(1) : value.toFixed(0))
export const percent = (part: number, whole: number) => `${whole === 0 ? 0 : ((100 * part) / whole).toFixed(1)} %`
