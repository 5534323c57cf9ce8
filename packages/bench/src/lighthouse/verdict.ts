import type { Condition } from './audit.ts'
import type { Figures } from './figures.ts'

/** What is promised of every page, under every condition. */
export const PROMISE = { performance: 95, accessibility: 100 } as const

/** A page under one condition, over all runs. */
export interface PageResult extends Figures {
  readonly page: string
  readonly condition: Condition
}

/** One line for each promise that is broken. */
export function brokenPromises(results: readonly PageResult[]): string[] {
  return results.flatMap(({ page, condition, performance, accessibility, barriers }) => {
    const where = `${page} on ${condition}`
    return [
      ...(performance >= PROMISE.performance ? [] : [`${where}: performance ${performance}, promised ${PROMISE.performance}`]),
      ...(accessibility >= PROMISE.accessibility ? [] : [`${where}: accessibility ${accessibility}, promised ${PROMISE.accessibility}: ${barriers.join('; ')}`]),
    ]
  })
}
