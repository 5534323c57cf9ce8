'use client'
import { useState, useSyncExternalStore } from 'react'
import { ago } from './ago.ts'
import { subscribeToClock } from './clock.ts'
import { useRenderedAt } from './rendered-at.tsx'

/** How long ago something was, as the page came and as time goes on; exactly when, for who can point at it. */
export function TimeAgo({ date }: { date: Date }) {
  const renderedAt = useRenderedAt()
  // The text and not the time: who still says the same is not rendered again.
  const text = useSyncExternalStore(subscribeToClock, () => ago(date, Date.now()), () => ago(date, renderedAt))
  const [isPointedAt, setPointedAt] = useState(false)
  return (
    <time dateTime={date.toISOString()} title={isPointedAt ? date.toLocaleString() : undefined} onPointerEnter={() => setPointedAt(true)} className="whitespace-nowrap">
      {text}
    </time>
  )
}
