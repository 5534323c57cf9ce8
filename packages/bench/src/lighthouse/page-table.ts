import type { PageResult } from './verdict.ts'

const HEAD = ['page', 'condition', 'performance', 'accessibility', 'LCP', 'TBT', 'CLS']
/** Columns of words; the others are figures, and stand to the right. */
const WORDS = 2

/** A line for each page and condition, columns aligned. */
export function pageTable(results: readonly PageResult[]): string {
  const lines = [HEAD, ...results.map(columns)]
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]!.length))) // each line has the same columns
  return lines.map((line) => line.map((cell, column) => (column < WORDS ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ')).join('\n')
}

const columns = ({ page, condition, performance, accessibility, lcp, tbt, cls }: PageResult) => [
  page,
  condition,
  String(performance),
  String(accessibility),
  `${(lcp / 1_000).toFixed(1)} s`,
  `${Math.round(tbt)} ms`,
  cls.toFixed(3),
]
