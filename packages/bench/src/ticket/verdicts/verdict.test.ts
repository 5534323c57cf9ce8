import { expect, it } from 'vitest'
import { chapterTable, isBroken, type Verdict } from './verdict.ts'

const verdict = (promise: string, kept: boolean | null, examples: string[] = []): Verdict => ({ id: promise, promise, figure: '12 of 340', kept, numbers: {}, examples })

it('aligns the columns, and shows what was seen below what is broken alone', () => {
  const chapters = [
    { id: 'one', title: 'One', verdicts: [verdict('no error', false, ['7 × 500', '5 × ECONNRESET']), verdict('a read takes', null)] },
    { id: 'two', title: 'Two', verdicts: [verdict('memory is back', true, ['nothing to see'])] },
  ]
  expect(chapterTable(chapters).split('\n')).toEqual([
    'One',
    '  BROKEN  no error        12 of 340',
    '            7 × 500',
    '            5 × ECONNRESET',
    '          a read takes    12 of 340',
    'Two',
    '  kept    memory is back  12 of 340',
  ])
})

it('is broken by one verdict, and not by a figure', () => {
  expect(isBroken({ id: 'one', title: 'One', verdicts: [verdict('no error', true), verdict('a read takes', null)] })).toBe(false)
  expect(isBroken({ id: 'one', title: 'One', verdicts: [verdict('no error', true), verdict('no gap', false)] })).toBe(true)
})
