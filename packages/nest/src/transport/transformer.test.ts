import superjson from 'superjson'
import { expect, it } from 'vitest'
import { transformer } from './transformer.ts'

const read = (payload: unknown) => transformer.input.deserialize(payload)

it('reads what the client writes', () => {
  const input = { at: new Date(0), list: [undefined, 1n, new Set(['a'])], same: { a: 1 } }
  const shared = { one: input.same, two: input.same }
  expect(read(superjson.serialize(input))).toEqual(input)
  expect(read(superjson.serialize(shared))).toEqual(shared)
})

it.each([
  ['an annotation', { values: { 'list.4294967294': ['undefined'] } }],
  ['an equality', { referentialEqualities: { name: ['list.4294967294'] } }],
])('refuses an array that %s makes larger than what was sent', (_, meta) => {
  expect(() => read({ json: { name: 'x', list: [] }, meta })).toThrow('The input')
})

it('survives an input that an equality bends into a circle', () => {
  expect(() => read({ json: { a: { b: 1 } }, meta: { referentialEqualities: { a: ['a.b'] } } })).not.toThrow(RangeError)
})
