import { describe, expect, it } from 'vitest'
import { ordered, type Orders } from './order.ts'

interface Named {
  readonly name: string | null
  readonly at: number
}

const rows: Named[] = [
  { name: 'b', at: 1 },
  { name: null, at: 2 },
  { name: 'a', at: 3 },
  { name: 'b', at: 3 },
]
const orders: Orders<Named> = { created_at: ({ at }) => at, name: ({ name }) => name }
const by = (order?: string) => ordered(rows, new URLSearchParams(order === undefined ? {} : { order_by: order }), orders).map(({ name, at }) => `${name}${at}`)

describe('order_by', () => {
  it('is newest first where nothing is asked for, the last that came before those of the same moment', () => {
    expect(by()).toEqual(['b3', 'a3', 'null2', 'b1'])
  })

  it('ascends with a plus, with its space in a query, and without a sign, and descends with a minus', () => {
    for (const order of ['+name', ' name', 'name']) expect(by(order)).toEqual(['null2', 'a3', 'b1', 'b3'])
    expect(by('-name')).toEqual(['b3', 'b1', 'a3', 'null2'])
  })

  it('refuses a field that the list cannot be ordered by', () => {
    expect(() => by('-constructor')).toThrow('order_by has to be one of created_at, name')
  })
})
