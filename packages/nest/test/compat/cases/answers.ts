import type { CompatCase } from '../exchange.ts'

const OF = ['text', 'undefined', 'null', 'date', 'map', 'numbers', 'unicode', 'large', 'path', 'promise', 'rejects', 'list', 'nestedList', 'observable', 'unserializable']

export const answers: CompatCase[] = [
  ...OF.map((what): CompatCase => ({ name: `a query that answers ${what}`, path: `get.${what}` })),
  { name: 'a query that answers a bigint', path: 'get.bigint' },
  { name: 'a query that answers a circle', path: 'get.circular' },
  { name: 'a mutation that answers nothing', path: 'set.undefined', post: true, input: undefined, body: '{}' },
  { name: 'what the context is told of a query', path: 'get.seen', query: 'a=b', input: { n: 1 } },
  { name: 'what the context is told of a batch', path: 'get.seen,no.such', query: 'batch=1', inputs: { 0: 1 } },
]
