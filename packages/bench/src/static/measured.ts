export interface Measured {
  readonly median: number
  /** Half the distance between the largest and the smallest, as a share of the median. */
  readonly spread: number
}

/** Sums up repetitions of one measurement. */
export function measured(values: readonly number[]): Measured {
  const sorted = values.toSorted((a, b) => a - b)
  const [smallest, largest] = [sorted[0], sorted.at(-1)]
  if (smallest === undefined || largest === undefined) throw new Error('Nothing was measured.')
  const median = ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2
  return { median, spread: (largest - smallest) / 2 / median }
}
