import type { CompatCase } from '../exchange.ts'

const VALUES: Record<string, unknown> = {
  undefined: undefined,
  null: null,
  false: false,
  zero: 0,
  'an empty text': '',
  'a date': new Date(0),
  'an invalid date': new Date(NaN),
  'a map': new Map([['a', 1]]),
  'a set': new Set([1, 2]),
  'a bigint': 10n,
  'a URL': new URL('https://example.com/a?b=c'),
  'an array': [1, [2]],
  'an array with a hole': [undefined, 1],
  'an object with dots in its keys': { 'a.b': new Date(0), 'a\\.b': 1 },
  'an object': { n: 1, deeper: { at: new Date(0), nothing: undefined } },
  'letters beyond ASCII': 'Zoë 😀 \u2028',
}

const TEXTS = ['', ' ', '{', '{}', 'null', 'true', '0', '""', '"text"', '[]', '[1]', '{"json":1}', '{"json":null}', '{"json":{"n":1},"x":1}', '{"json":1} x', '\ufeff{"json":1}', "{'json':1}", 'NaN', '{"__proto__":{"a":1}}', '{"json":{"__proto__":{"a":1}}}', 'undefined']

export const inputs: CompatCase[] = [
  { name: 'no input where any is taken', path: 'get.echo' },
  { name: 'no input where one is needed', path: 'get.strict' },
  { name: 'an input where none is taken', path: 'get.text', input: { n: 1 } },
  ...Object.entries(VALUES).flatMap(([what, input]): CompatCase[] => [
    { name: `a query with ${what}`, path: 'get.echo', input },
    { name: `a mutation with ${what}`, path: 'set.echo', post: true, input },
  ]),
  { name: 'a query with what its schema wants', path: 'get.strict', input: { n: 1 } },
  { name: 'a query with a wrong type', path: 'get.strict', input: { n: '1' } },
  { name: 'a mutation with an unknown field', path: 'set.strict', post: true, input: { n: 1, m: 1 } },
  { name: 'a mutation with a text where an object is wanted', path: 'set.strict', post: true, input: 'n' },
  ...TEXTS.flatMap((text): CompatCase[] => [
    { name: `the text ${JSON.stringify(text)} as the input of a query`, path: 'get.echo', query: `input=${encodeURIComponent(text)}` },
    { name: `the text ${JSON.stringify(text)} as the body of a mutation`, path: 'set.echo', body: text },
  ]),
  { name: 'bad JSON for a query whose middleware refuses first', path: 'get.guarded', query: 'input={' },
  { name: 'bad JSON for a mutation whose middleware refuses first', path: 'set.guarded', body: '{' },
  { name: 'bad JSON for a mutation that takes no input', path: 'set.undefined', body: '{' },
  { name: 'bad JSON for an unknown procedure', path: 'no.such', body: '{' },
  { name: 'an input both in the address and in the body', path: 'set.echo', query: 'input=%7B%22json%22%3A1%7D', post: true, input: 2 },
]
