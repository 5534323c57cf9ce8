import type { FormFactor } from './audit.ts'
import type { Figures } from './figures.ts'

/** What is promised of every page, on a phone and on a desktop. */
export const PROMISE = { performance: 95, accessibility: 100 } as const

/** A page in one form factor, over all runs. */
export interface PageResult extends Figures {
  readonly page: string
  readonly formFactor: FormFactor
}

/** One line for each promise that is broken. */
export function brokenPromises(results: readonly PageResult[]): string[] {
  return results.flatMap(({ page, formFactor, performance, accessibility, barriers }) => {
    const where = `${page} on ${formFactor}`
    return [
      ...(performance >= PROMISE.performance ? [] : [`${where}: performance ${performance}, promised ${PROMISE.performance}`]),
      ...(accessibility >= PROMISE.accessibility ? [] : [`${where}: accessibility ${accessibility}, promised ${PROMISE.accessibility}: ${barriers.join('; ')}`]),
    ]
  })
}
