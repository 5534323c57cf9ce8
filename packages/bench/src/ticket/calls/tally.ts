import type { DeskCall } from '../desk/desk-call.ts'

export interface Refusal {
  readonly milliseconds: number
  /** Status, and what it says. */
  readonly reason: string
  readonly saysWhen: boolean
}

/** How many examples of what is wrong are kept; all of it is counted. */
const EXAMPLES = 5

/** Something that must not be: how often it was, and what the first of it were. */
export class Faults {
  count = 0
  readonly examples: string[] = []

  add(...faults: readonly string[]): void {
    this.count += faults.length
    this.examples.push(...faults.slice(0, EXAMPLES - this.examples.length))
  }
}

/** What became of the calls of a phase. */
export class Tally {
  /** Milliseconds, of calls that were answered with what they asked for or with what is in its way. */
  readonly latencies: Record<DeskCall['kind'], number[]> = { read: [], write: [] }
  /** Changes that named an old version, and were refused with the newer one. */
  conflicts = 0
  /** Changes that somebody else had made already. */
  alreadySo = 0
  /** What another organization has, asked for and not found. */
  hidden = 0
  /** By 429 or 503. */
  readonly refusals: Refusal[] = []
  /** Everything else that is no answer, by status and code. */
  readonly errors = new Map<string, number>()
  /** Answers in which there is something of another organization. */
  readonly foreign = new Faults()
  /** Answers that are not what was asked for, or in which something is nobody's. */
  readonly wrong = new Faults()

  get served(): number {
    return this.latencies.read.length + this.latencies.write.length
  }

  get errorCount(): number {
    return [...this.errors.values()].reduce((sum, count) => sum + count, 0)
  }

  get answers(): number {
    return this.served + this.refusals.length + this.errorCount
  }

  error(what: string): void {
    this.errors.set(what, (this.errors.get(what) ?? 0) + 1)
  }
}
