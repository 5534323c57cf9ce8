import type { Row } from './row.ts'

/** Rows for people: one line each, columns aligned. */
export function table(rows: readonly Row[]): string {
  const lines = [['', 'µs CPU', 'ratio', '± spread', 'measured', 'target', ''], ...rows.map(columns)]
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  return lines.map((line) => line.map((cell, column) => (column === 0 || column === line.length - 1 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ').trimEnd()).join('\n')
}

function columns({ id, us, ratio, spread, value, unit, target, note }: Row): string[] {
  const measured = value === undefined ? '' : `${value.toFixed(value < 10 ? 2 : value < 1_000 ? 1 : 0)} ${unit ?? ''}`.trim()
  return [id, us === null ? '' : us.toFixed(1), ratio === null ? '' : ratio.toFixed(2), spread === null ? '' : `${(spread * 100).toFixed(0)} %`, measured, target ?? '', note ?? '']
}
