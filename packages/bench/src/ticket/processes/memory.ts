import { setTimeout as pause } from 'node:timers/promises'
import { vitalsOf, type ApiProcess, type Vitals } from './api-process.ts'

/** What may stay. */
const MORE = 1.2
const EVERY_MS = 2_000

export interface MemoryBack {
  readonly before: readonly Vitals[]
  /** Nothing where one of them has ended. */
  readonly after: readonly Vitals[]
  readonly isBack: boolean
  /** Until it was, or until nobody waited any longer. */
  readonly seconds: number
}

/** Waits until every process is back to what it had before, resident and on its heap. */
export async function memoryBack(apis: readonly ApiProcess[], before: readonly Vitals[], patienceMs: number): Promise<MemoryBack> {
  const began = performance.now()
  for (;;) {
    if (apis.some(({ crash }) => crash)) return { before, after: [], isBack: false, seconds: 0 }
    const after = await vitalsOf(apis)
    const isBack = after.every(({ rss, heapUsed }, index) => rss <= before[index]!.rss * MORE && heapUsed <= before[index]!.heapUsed * MORE) // of the same processes
    const seconds = (performance.now() - began) / 1_000
    if (isBack || seconds * 1_000 >= patienceMs) return { before, after, isBack, seconds }
    await pause(EVERY_MS)
  }
}
