import { expect, it } from 'vitest'
import { figuresOf, figuresOfAll, type Figures } from './figures.ts'

type Lighthouse = Parameters<typeof figuresOf>[0]

const result = (accessibility: number | null, audits: object = {}) =>
  ({
    categories: { performance: { score: 0.956 }, accessibility: { score: accessibility, auditRefs: [{ id: 'color-contrast', weight: 7 }, { id: 'target-size', weight: 7 }, { id: 'landmark', weight: 0 }] } },
    audits: {
      'largest-contentful-paint': { numericValue: 1_312.4 },
      'total-blocking-time': { numericValue: 187 },
      'cumulative-layout-shift': { numericValue: 0.002 },
      ...audits,
    },
    environment: { benchmarkIndex: 3_400 },
  }) as unknown as Lighthouse // the part of a result that is read

const run = (figures: Partial<Figures>): Figures => ({ performance: 97, accessibility: 100, lcp: 1_300, tbt: 180, cls: 0, machine: 3_400, barriers: [], ...figures })

it('reads scores as Lighthouse shows them, and times in milliseconds', () => {
  expect(figuresOf(result(1))).toEqual({ performance: 96, accessibility: 100, lcp: 1_312.4, tbt: 187, cls: 0.002, machine: 3_400, barriers: [] })
})

it('says what keeps a page from 100 for accessibility, and where, but nothing that does not count', () => {
  const failed = { 'color-contrast': { score: 0, details: { items: [{ node: { selector: 'a.faint' } }] } }, 'target-size': { score: 0 }, landmark: { score: 0 } }
  expect(figuresOf(result(0.9, failed)).barriers).toEqual(['color-contrast at a.faint', 'target-size'])
})

it('takes no score for none', () => {
  expect(() => figuresOf(result(null))).toThrow('no score for accessibility')
})

it('takes the middle of several runs, and the worst of accessibility', () => {
  const runs = [run({ performance: 91, lcp: 3_000 }), run({ performance: 99, accessibility: 98, barriers: ['target-size'] }), run({ barriers: ['target-size'] })]
  expect(figuresOfAll(runs)).toEqual(run({ accessibility: 98, barriers: ['target-size'] }))
})
