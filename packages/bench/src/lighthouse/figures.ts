import type { Result } from 'lighthouse'
import { median } from '../statistics.ts'

/** What is kept of one run. Scores are from 0 to 100, times in milliseconds. */
export interface Figures {
  readonly performance: number
  readonly accessibility: number
  readonly lcp: number
  readonly tbt: number
  readonly cls: number
  /** How fast Lighthouse found the machine: a desktop has 1,500 and more, and a busy one less than it had. */
  readonly machine: number
  /** What keeps the page from 100 for accessibility: the audit and where it failed. */
  readonly barriers: readonly string[]
}

export function figuresOf({ audits, categories, environment }: Pick<Result, 'audits' | 'categories' | 'environment'>): Figures {
  const score = (category: string) => {
    const share = categories[category]?.score ?? null
    if (share === null) throw new Error(`Lighthouse has no score for ${category}.`)
    return Math.round(share * 100)
  }
  const value = (audit: string) => audits[audit]?.numericValue ?? Number.NaN
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    lcp: value('largest-contentful-paint'),
    tbt: value('total-blocking-time'),
    cls: value('cumulative-layout-shift'),
    machine: environment.benchmarkIndex,
    barriers: barriersIn({ audits, categories }),
  }
}

/** Of several runs: the middle of what varies; of accessibility, which does not, the worst. */
export function figuresOfAll(runs: readonly Figures[]): Figures {
  const middle = (figure: 'performance' | 'lcp' | 'tbt' | 'cls' | 'machine') => median(runs.map((run) => run[figure]))
  return {
    performance: middle('performance'),
    accessibility: Math.min(...runs.map(({ accessibility }) => accessibility)),
    lcp: middle('lcp'),
    tbt: middle('tbt'),
    cls: middle('cls'),
    machine: middle('machine'),
    barriers: [...new Set(runs.flatMap(({ barriers }) => barriers))],
  }
}

function barriersIn({ audits, categories }: Pick<Result, 'audits' | 'categories'>): string[] {
  const failed = (categories['accessibility']?.auditRefs ?? []).filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
  return failed.flatMap(({ id }) => {
    const { details } = audits[id]!  // one of those that failed
    const items = details && 'items' in details && Array.isArray(details.items) ? details.items : []
    return items.length === 0 ? [id] : items.map((item: { node?: { selector?: string } }) => `${id} at ${item.node?.selector ?? 'the page'}`)
  })
}
