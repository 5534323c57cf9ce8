import { describe, expect, it } from 'vitest'
import { pageOf, pageOrList } from './page.ts'

const rows = Array.from({ length: 1000 }, (_, index) => index)
const asked = (query: string) => pageOf(rows, new URLSearchParams(query), (row) => row)

describe('a page', () => {
  it('has ten rows where no number is asked for, and at most five hundred', () => {
    expect(asked('')).toEqual({ data: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], total_count: 1000 })
    expect(asked('limit=9999').data).toHaveLength(500)
    expect(asked('limit=2&offset=999')).toEqual({ data: [999], total_count: 1000 })
    expect(asked('limit=2&offset=1000').data).toEqual([])
  })

  it('takes nonsense for nothing', () => {
    expect(asked('limit=many&offset=-5').data).toHaveLength(10)
  })

  it('puts its own rows into JSON and no others', () => {
    const seen: number[] = []
    pageOf(rows, new URLSearchParams('limit=2&offset=4'), (row) => seen.push(row))
    expect(seen).toEqual([4, 5])
  })

  it('is a bare list to whoever does not ask for pages', () => {
    expect(pageOrList(rows, new URLSearchParams('limit=1'), String)).toEqual(['0'])
    expect(pageOrList(rows, new URLSearchParams('limit=1&paginated=true'), String)).toEqual({ data: ['0'], total_count: 1000 })
  })
})
