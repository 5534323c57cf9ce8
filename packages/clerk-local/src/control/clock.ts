/** The stand-in's time: the machine's, plus what tests have advanced it by. Milliseconds. */
export interface Clock {
  now(): number
  advance(milliseconds: number): void
  reset(): void
}

export function createClock(): Clock {
  let offset = 0
  return {
    now: () => Date.now() + offset,
    advance: (milliseconds) => void (offset += milliseconds),
    reset: () => void (offset = 0),
  }
}
