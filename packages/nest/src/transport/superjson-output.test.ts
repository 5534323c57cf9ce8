import superjson from 'superjson'
import { describe, expect, it } from 'vitest'
import { serializeOutput } from './superjson-output.ts'

const shared = { a: 1 }
const circle: Record<string, unknown> = {}
circle['self'] = circle
const date = new Date('2026-11-23T10:00:00Z')

const values: [string, unknown][] = [
  ['a string', 'text'],
  ['null', null],
  ['undefined', undefined],
  ['a date', date],
  ['an invalid date', { at: new Date(NaN) }],
  ['a profile', { id: 'user_1', bio: null, createdAt: date, tags: ['a', 'b'], nested: { deep: [{ at: new Date(0) }, 1] } }],
  ['an undefined property', { a: undefined, b: 1 }],
  ['an undefined element', [1, undefined, 2]],
  ['a hole', Object.assign([1, 2], { length: 4 })],
  ['an array with a name', Object.assign([1], { name: 'x' })],
  ['numbers that JSON has not', [NaN, Infinity, -Infinity, -0, 0, 1.5]],
  ['a bigint', { n: 1n }],
  ['a map, a set and a URL', { map: new Map([['a', date]]), set: new Set([1]), url: new URL('https://example.com') }],
  ['an object in two places', { first: shared, second: shared }],
  ['a date in two places', { created: date, updated: date }],
  ['a circle', circle],
  ['keys with dots', { 'a.b': 1, 'c.d': { at: date }, 'e\\f': date }],
  ['a date behind a key with a dot', { 'c.d': [{ at: new Date(1) }] }],
  ['no prototype', Object.assign(Object.create(null), { at: date })],
  ['a class instance', new (class Point { x = 1 })()],
  ['an error', new Error('no')],
  ['a typed array', new Uint8Array([1, 2])],
  ['a regular expression', /x/g],
  ['an empty object and an empty array', [{}, []]],
  ['a key that is a number', { 1: { 2: date } }],
]

/** As a client reads it: the order of the annotations means nothing. */
const written = (result: unknown) => JSON.parse(JSON.stringify(result)) as unknown

describe('an answer is serialized as superjson does it', () => {
  it.each(values)('%s', (_name, value) => {
    expect(written(serializeOutput(value))).toEqual(written(superjson.serialize(value)))
  })

  it('also where superjson refuses', () => {
    const value = JSON.parse('{"constructor": 1}')
    expect(() => superjson.serialize(value)).toThrow('constructor')
    expect(() => serializeOutput(value)).toThrow('constructor')
  })

  it('deeper than anybody nests', () => {
    let deep: unknown = date
    for (let depth = 0; depth < 200; depth++) deep = { deep }
    expect(written(serializeOutput(deep))).toEqual(written(superjson.serialize(deep)))
  })

  it('for a thousand generated values', () => {
    const random = seeded(7)
    for (let count = 0; count < 1_000; count++) {
      const value = generate(random, 0)
      expect(written(serializeOutput(value))).toEqual(written(superjson.serialize(value)))
    }
  })
})

function generate(random: () => number, depth: number): unknown {
  const pick = Math.floor(random() * (depth > 3 ? 7 : 10))
  const leaves = ['text', random(), Math.floor(random() * 10), true, null, new Date(Math.floor(random() * 1e12)), random() < 0.2 ? undefined : 'x']
  if (pick < 7) return leaves[pick]
  const items = Array.from({ length: Math.floor(random() * 5) }, () => generate(random, depth + 1))
  return pick === 7 ? items : Object.fromEntries(items.map((item, index) => [`${random() < 0.1 ? 'a.' : ''}key${index}`, item]))
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
