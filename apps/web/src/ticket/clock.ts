const EVERY_MS = 30_000

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for all that tell how long ago something was; it goes while anybody looks at it. */
export function subscribeToClock(onTick: () => void): () => void {
  listeners.add(onTick)
  timer ??= setInterval(tick, EVERY_MS)
  return () => {
    listeners.delete(onTick)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  for (const onTick of listeners) onTick()
}
