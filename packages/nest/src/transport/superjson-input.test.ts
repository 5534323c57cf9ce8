import { TRPCError } from '@trpc/server'
import superjson from 'superjson'
import { describe, expect, it } from 'vitest'
import { readInput } from './superjson-input.ts'

const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(superjson.serialize(value)))
const shared = { a: new Date(5) }

describe('reads what a client’s superjson writes', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'x'],
    ['a date', new Date(0)],
    ['dates deep inside', { list: [{ at: new Date(1) }, { at: new Date(2) }], 'a.b': { 'c\\d': new Date(3) } }],
    ['what JSON has not', { nan: NaN, inf: Infinity, minus: -Infinity, zero: -0, none: undefined, list: [undefined, 1] }],
    ['a bigint and a URL', { n: -12_345_678_901_234_567_890n, url: new URL('https://example.com/a?b=c') }],
    ['sets and maps, inside of each other', new Map<unknown, unknown>([['a', new Set([1, new Date(4)])], [new Date(6), { m: new Map([[1n, undefined]]) }]])],
    ['one object in two places', { first: shared, second: [shared, shared] }],
  ])('%s', (_, value) => {
    expect(readInput(wire(value))).toEqual(value)
    expect(readInput(wire(value))).toEqual(superjson.deserialize(wire(value) as never))
  })

  it('with the paths of older versions', () => {
    const payload = { json: { 'a.b': '1970-01-01T00:00:00.000Z', 'c\\d': null }, meta: { values: { 'a\\.b': ['Date'], 'c\\d': ['undefined'] } } }
    expect(readInput(payload)).toEqual({ 'a.b': new Date(0), 'c\\d': undefined })
  })
})

function refusalOf(json: unknown, values: unknown): unknown {
  try {
    readInput({ json, meta: { values, v: 1 } })
  } catch (error) {
    return error instanceof TRPCError && error.code
  }
  return 'taken'
}

describe('refuses an annotation', () => {
  it.each(['regexp', 'class', 'symbol', 'Error', 'custom', ['class', 'User'], ['symbol', 'x'], ['typed-array', 'Uint8Array'], null, 1, {}])('of type %j', (type) => {
    expect(refusalOf({ a: 'x' }, { a: [type] })).toBe('BAD_REQUEST')
  })
  it.each([
    ['behind the end of an array', { list: [] }, { 'list.4294967294': ['undefined'] }],
    ['behind the end of a set', { list: [0] }, { list: ['set', { 10_000_000: ['undefined'] }] }],
    ['of an array’s length', { list: [1] }, { 'list.length': ['undefined'] }],
    ['of a key that was not sent', { a: 1 }, { b: ['undefined'] }],
    ['through a prototype', { a: {} }, { 'a.__proto__.x': ['undefined'] }],
    ['of a prototype', JSON.parse('{"__proto__": "x"}'), JSON.parse('{"__proto__": ["Date"]}')],
    ['through text', { a: 'x' }, { 'a.0': ['undefined'] }],
    ['inside of what another has made', { a: '2026-01-01' }, { a: ['Date'], 'a.b': ['undefined'] }],
    ['that makes a date of an array', { a: [1] }, { a: ['Date', { 0: ['undefined'] }] }],
    ['that makes a date of a number', { a: 1 }, { a: ['Date'] }],
    ['that makes a bigint of a book', { a: '9'.repeat(1_000) }, { a: ['bigint'] }],
    ['that makes a map of numbers', { a: [1, 2] }, { a: ['map'] }],
    ['that makes nothing of something', { a: 'x' }, { a: ['undefined'] }],
    ['that is text', { a: 'x' }, { a: 'Date' }],
    ['with children that are a list', { a: [1] }, { a: ['set', [['undefined']]] }],
    ['with a path that ends in an escape', { a: 'x' }, { 'a\\': ['Date'] }],
  ])('%s', (_, json, values) => {
    expect(refusalOf(json, values)).toBe('BAD_REQUEST')
  })

  it('nested deeper than any input', () => {
    let tree: unknown = ['undefined']
    let json: unknown = null
    for (let depth = 0; depth < 100; depth++) [tree, json] = [{ a: tree }, { a: json }]
    expect(refusalOf(json, tree)).toBe('BAD_REQUEST')
    expect(refusalOf(json, { [Array(100).fill('a').join('.')]: ['undefined'] })).toBe('BAD_REQUEST')
    expect(refusalOf({}, { ['.'.repeat(500_000)]: ['undefined'] })).toBe('BAD_REQUEST')
  })
})

it('reads a megabyte of annotations in a time that no other caller notices', () => {
  const list = Array.from({ length: 30_000 }, (_, index) => index % 2 ? null : '2026-01-01T00:00:00.000Z')
  const values = Object.fromEntries(list.map((item, index) => [`list.${index}`, [item === null ? 'undefined' : 'Date']]))
  const read = readInput({ json: { list }, meta: { values, v: 1, referentialEqualities: { list: Array(50_000).fill('list.1') } } }) as { list: unknown[] }
  expect(read.list[0]).toEqual(new Date('2026-01-01'))
  expect(read.list[1]).toBeUndefined()
  for (const tree of [Array(2_000).reduce((inner: unknown) => [inner], Array(100_000).fill('set')), { list: [Array(100_000).fill('set')] }])
    expect(refusalOf({ list }, tree)).toBe('BAD_REQUEST')
})
