import { expect, it } from 'vitest'
import { table } from './table.ts'

it('aligns figures, and leaves out what a row does not have', () => {
  const rows = [
    { id: 'node-http', us: 13.04, ratio: 1, spread: 0, note: 'the least' },
    { id: 'boot', us: null, ratio: null, spread: null, value: 401, unit: 'ms', target: '≤ 400 ms' },
  ]
  expect(table(rows).split('\n')).toEqual([
    '           µs CPU  ratio  ± spread  measured    target',
    'node-http    13.0   1.00       0 %                      the least',
    'boot                                401.0 ms  ≤ 400 ms',
  ])
})
