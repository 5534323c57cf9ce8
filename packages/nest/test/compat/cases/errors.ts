import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import type { CompatCase } from '../exchange.ts'

const failingContext = { headers: { 'x-context': 'fails' } }

export const errors: CompatCase[] = [
  ...Object.keys(TRPC_ERROR_CODES_BY_KEY).map((code): CompatCase => ({ name: `an error of the code ${code}`, path: 'get.code', input: code })),
  ...['error', 'string', 'nothing', 'object', 'trpcWithCause'].map((input): CompatCase => ({ name: `a query that throws (${input})`, path: 'get.throws', input })),
  { name: 'a mutation that throws', path: 'set.fail', post: true, input: 1 },
  { name: 'an output that its schema refuses', path: 'get.badOutput' },
  { name: 'a context that cannot be made, for a query', path: 'get.text', ...failingContext },
  { name: 'a context that cannot be made, for a mutation', path: 'set.echo', post: true, input: 1, ...failingContext },
  { name: 'a context that cannot be made, for a batch', path: 'get.text,no.such', query: 'batch=1', ...failingContext },
  { name: 'a context that cannot be made, for an unknown procedure', path: 'no.such', ...failingContext },
  { name: 'a context that cannot be made, for a subscription', path: 'on.count', ...failingContext },
  { name: 'a context that reads the inputs', path: 'get.seen,get.echo', query: 'batch=1', inputs: { 0: 1, 1: { n: 1 } }, headers: { 'x-context': 'reads' } },
  { name: 'a context that reads an input that cannot be read', path: 'get.text', query: 'input={', headers: { 'x-context': 'reads' } },
]
