const EVERY_MS = 30_000

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let hasStarted = false

/** One clock for all that tell how long ago something was; it goes while anybody looks at it. */
export function subscribeToClock(onTick: () => void): () => void {
  listeners.add(onTick)
  timer ??= setInterval(tick, EVERY_MS)
  // In a task of its own: the page that it is on can be used before.
  if (!hasStarted) setTimeout(tick)
  return () => {
    listeners.delete(onTick)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** In milliseconds, the same until the next tick; `null` until the first. Rounded up, so that what was just made is not in the future. */
export const timeOnClock = (): number | null => (hasStarted ? Math.ceil(Date.now() / EVERY_MS) * EVERY_MS : null)

function tick(): void {
  hasStarted = true
  for (const onTick of listeners) onTick()
}
