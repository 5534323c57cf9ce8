/** One line of the table. */
export interface Row {
  readonly id: string
  /** Server CPU per request in microseconds; `null` where the row measures something else, in `value`. */
  readonly us: number | null
  /** To the row that this one is measured against, in the same run. */
  readonly ratio: number | null
  /** Half the distance between the slowest and the fastest repetition, as a share of the median. */
  readonly spread: number | null
  readonly value?: number
  readonly unit?: string
  /** What `value` or `ratio` may be at most, in words. */
  readonly target?: string
  readonly note?: string
}
