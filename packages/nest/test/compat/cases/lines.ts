import type { CompatCase } from '../exchange.ts'

const lined = (name: string, path: string, inputs?: Record<number, unknown>, headers: Record<string, string> = { 'trpc-accept': 'application/jsonl' }): CompatCase => ({ name, path, query: 'batch=1', ...(inputs && { inputs }), headers })
const ANSWERS = ['text', 'undefined', 'null', 'date', 'map', 'large', 'promise', 'rejects', 'list', 'failingList', 'nestedList', 'observable', 'badOutput', 'unserializable']

export const lines: CompatCase[] = [
  ...ANSWERS.map((what) => lined(`JSON lines of ${what}`, `get.${what}`)),
  lined('JSON lines of two queries', 'get.text,get.echo', { 1: { at: new Date(0) } }),
  lined('JSON lines of a success and a failure', 'get.text,get.code', { 1: 'CONFLICT' }),
  lined('JSON lines of failures', 'get.code,get.code', { 0: 'NOT_FOUND', 1: 'CONFLICT' }),
  lined('JSON lines of an unknown procedure', 'no.such,get.text', {}),
  lined('JSON lines of two lists and a promise', 'get.list,get.nestedList,get.promise', {}),
  lined('JSON lines of a subscription', 'on.count', {}),
  lined('JSON lines of mixed types', 'get.text,set.undefined', {}),
  lined('JSON lines of six calls', 'top,top,top,top,top,top', {}),
  lined('JSON lines of mutations by GET', 'set.undefined', {}),
  { ...lined('JSON lines of mutations', 'set.echo,set.fail', { 0: new Map([[1, 2]]) }), post: true },
  { ...lined('JSON lines with a body that is none', 'set.echo,set.undefined'), body: '{' },
  lined('JSON lines where the context cannot be made', 'get.text,get.null', {}, { 'trpc-accept': 'application/jsonl', 'x-context': 'fails' }),
  lined('JSON lines by the accept header', 'get.text', {}, { accept: 'application/jsonl' }),
  lined('JSON lines by the accept header among others', 'get.text', {}, { accept: 'text/html, application/jsonl , */*' }),
  lined('JSON lines by an accept header with a weight', 'get.text', {}, { accept: 'application/jsonl;q=0.9' }),
  lined('no JSON lines where tRPC’s header says otherwise', 'get.text', {}, { accept: 'application/jsonl', 'trpc-accept': 'application/json' }),
  lined('what the context is told of JSON lines', 'get.seen', {}),
  { name: 'JSON lines without a batch', path: 'get.text', headers: { 'trpc-accept': 'application/jsonl' } },
  { name: 'JSON lines without a batch, for a subscription', path: 'on.count', headers: { accept: 'application/jsonl' } },
  { name: 'JSON lines without a batch, for an unknown procedure', path: 'no.such', headers: { accept: 'application/jsonl' } },
  { ...lined('JSON lines with pings', 'get.slowly', {}), only: 'pinging' },
]
