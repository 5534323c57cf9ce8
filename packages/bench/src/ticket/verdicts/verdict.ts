/** A promise and whether it was kept, or a figure that goes with one. */
export interface Verdict {
  readonly id: string
  readonly promise: string
  /** In words. */
  readonly figure: string
  /** `null` where nothing is promised. */
  readonly kept: boolean | null
  /** The same for a machine. */
  readonly numbers: Readonly<Record<string, number>>
  /** What was seen of what must not be. */
  readonly examples?: readonly string[]
}

/** What came of one phase of the load test. */
export interface Chapter {
  readonly id: string
  readonly title: string
  readonly verdicts: readonly Verdict[]
}

export const isBroken = ({ verdicts }: Chapter) => verdicts.some(({ kept }) => kept === false)

const WORDS = { true: 'kept', false: 'BROKEN', null: '' }

/** For people: a line for each verdict, columns aligned, with what was seen below those that are broken. */
export function chapterTable(chapters: readonly Chapter[]): string {
  const cellsOf = ({ kept, promise, figure }: Verdict) => [WORDS[`${kept}`], promise, figure]
  const all = chapters.flatMap(({ verdicts }) => verdicts.map(cellsOf))
  const widths = [0, 1, 2].map((column) => Math.max(0, ...all.map((cells) => cells[column]!.length))) // of three
  const linesOf = (verdict: Verdict) => [
    `  ${cellsOf(verdict).map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd(), // of three
    ...(verdict.kept === false ? (verdict.examples ?? []).map((example) => `${' '.repeat(widths[0]! + 6)}${example}`) : []), // of three
  ]
  return chapters.flatMap(({ title, verdicts }) => [title, ...verdicts.flatMap(linesOf)]).join('\n')
}
