'use client'
import { useSyncExternalStore } from 'react'
import { subscribeToClock, timeOnClock } from './clock.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** A day that the server and the browser write alike, then how long ago it was. */
export function TimeAgo({ date }: { date: Date }) {
  const now = useSyncExternalStore(subscribeToClock, timeOnClock, () => null)
  return (
    <time dateTime={date.toISOString()} title={now === null ? undefined : date.toLocaleString()} className="whitespace-nowrap">
      {now === null ? dayOf(date) : ago(date, now)}
    </time>
  )
}

// Without Intl, whose first use takes a phone's browser 40 ms: nothing of a page that is being hydrated waits for it.
const dayOf = (date: Date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`

function ago(date: Date, now: number): string {
  const elapsed = now - date.getTime()
  if (elapsed > 30 * 86_400_000) return dayOf(date)
  for (const [unit, length] of UNITS) {
    if (elapsed >= length) return relative().format(-Math.floor(elapsed / length), unit)
  }
  return 'just now'
}

let format: Intl.RelativeTimeFormat | undefined

/** Made once: making one takes longer than the rest of a row. */
const relative = () => (format ??= new Intl.RelativeTimeFormat('en', { numeric: 'auto' }))
