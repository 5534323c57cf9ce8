import { expect, it } from 'vitest'
import { pageTable } from './page-table.ts'

it('has a line for each page and condition, with words to the left and figures to the right', () => {
  const figures = { accessibility: 100, machine: 3_400, barriers: [] }
  const results = [
    { page: '/', condition: 'mobile', performance: 97, lcp: 1_349, tbt: 187.4, cls: 0.0021, ...figures },
    { page: '/tickets/[id]', condition: 'desktop', performance: 100, lcp: 400, tbt: 0, cls: 0, ...figures },
  ] as const
  expect(pageTable(results).split('\n')).toEqual([
    'page           condition  performance  accessibility    LCP     TBT    CLS',
    '/              mobile              97            100  1.3 s  187 ms  0.002',
    '/tickets/[id]  desktop            100            100  0.4 s    0 ms  0.000',
  ])
})
