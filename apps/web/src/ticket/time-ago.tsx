'use client'
import { useSyncExternalStore } from 'react'

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const
const EVERY_MS = 30_000

/** A day that the server and the browser write alike, then how long ago it was. */
export function TimeAgo({ date }: { date: Date }) {
  const now = useSyncExternalStore(subscribe, minute, () => null)
  return (
    <time dateTime={date.toISOString()} title={now === null ? undefined : date.toLocaleString()} className="whitespace-nowrap">
      {now === null ? dayOf(date) : ago(date, now)}
    </time>
  )
}

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, EVERY_MS)
  return () => clearInterval(timer)
}

// The same until the next tick, or it would render without end.
const minute = () => Math.ceil(Date.now() / EVERY_MS) * EVERY_MS

const dayOf = (date: Date) => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(date)

function ago(date: Date, now: number): string {
  const elapsed = now - date.getTime()
  if (elapsed > 30 * 86_400_000) return dayOf(date)
  for (const [unit, length] of UNITS) {
    if (elapsed >= length) return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-Math.floor(elapsed / length), unit)
  }
  return 'just now'
}
