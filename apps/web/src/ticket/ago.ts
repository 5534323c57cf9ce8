const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const
const LONG_AGO_MS = 30 * 86_400_000

/**
 * How long before `now`, a time in milliseconds, a date was, and the day where that is long ago. Server and browser write
 * it alike, and without Intl, whose first use takes a phone 40 ms.
 */
export function ago(date: Date, now: number): string {
  const elapsed = now - date.getTime()
  if (elapsed > LONG_AGO_MS) return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
  for (const [unit, length] of UNITS) {
    const count = Math.floor(elapsed / length)
    if (count === 1 && unit === 'day') return 'yesterday'
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} ago`
  }
  return 'just now'
}
