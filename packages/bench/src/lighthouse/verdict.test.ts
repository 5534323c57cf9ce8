import { expect, it } from 'vitest'
import { brokenPromises, type PageResult } from './verdict.ts'

const result = (figures: Partial<PageResult>): PageResult => ({ page: '/', condition: 'mobile', performance: 95, accessibility: 100, lcp: 1_300, tbt: 180, cls: 0, machine: 3_400, barriers: [], ...figures })

it('is content with what was promised', () => {
  expect(brokenPromises([result({}), result({ condition: 'mobile, throttled' }), result({ performance: 100, condition: 'desktop' })])).toEqual([])
})

it('names each promise that is broken, the page and why', () => {
  expect(brokenPromises([result({ performance: 94 }), result({ performance: 90, condition: 'mobile, throttled' }), result({ page: '/profile', condition: 'desktop', accessibility: 97, barriers: ['color-contrast at a.faint'] })])).toEqual([
    '/ on mobile: performance 94, promised 95',
    '/ on mobile, throttled: performance 90, promised 95',
    '/profile on desktop: accessibility 97, promised 100: color-contrast at a.faint',
  ])
})
