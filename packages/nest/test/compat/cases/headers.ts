import type { CompatCase } from '../exchange.ts'

const WAYS = ['status', 'record', 'Headers', 'content type', 'throws', 'tells']
const JSONL = { 'trpc-accept': 'application/jsonl' }
const params = (value: string) => `connectionParams=${encodeURIComponent(value)}`

export const headers: CompatCase[] = [
  ...WAYS.flatMap((meta): CompatCase[] => [
    { name: `a query with responseMeta (${meta})`, path: 'get.text', headers: { 'x-meta': meta } },
    { name: `a failing query with responseMeta (${meta})`, path: 'get.code', input: 'CONFLICT', headers: { 'x-meta': meta } },
    { name: `a batch with responseMeta (${meta})`, path: 'get.text,no.such', query: 'batch=1', headers: { 'x-meta': meta } },
    { name: `a stream of events with responseMeta (${meta})`, path: 'on.count', headers: { 'x-meta': meta } },
    { name: `JSON lines with responseMeta (${meta})`, path: 'get.text', query: 'batch=1', headers: { 'x-meta': meta, ...JSONL } },
  ]),
  { name: 'an answer that responseMeta is told of when types are mixed', path: 'get.text,set.undefined', query: 'batch=1', headers: { 'x-meta': 'tells' } },
  { name: 'connection parameters of a query', path: 'get.seen', query: params('{"token":"x"}') },
  { name: 'connection parameters of a subscription', path: 'on.seen', query: params('{"token":"x"}') },
  { name: 'connection parameters that are null', path: 'get.seen', query: params('null') },
  { name: 'connection parameters that are empty', path: 'get.seen', query: params('') },
  { name: 'connection parameters that are no JSON', path: 'get.seen', query: params('{') },
  { name: 'connection parameters that are no object', path: 'get.seen', query: params('[1]') },
  { name: 'connection parameters that are not texts', path: 'get.seen', query: params('{"n":1}') },
  { name: 'repeated connection parameters', path: 'get.seen', query: `${params('{"a":"1"}')}&${params('{"a":"2"}')}` },
  { name: 'bad connection parameters of a subscription', path: 'on.seen', query: params('{') },
  { name: 'accept of anything', path: 'get.seen', headers: { accept: '*/*' } },
  { name: 'accept of events for a query', path: 'get.seen', headers: { accept: 'text/event-stream' } },
  { name: 'accept of JSON for a subscription', path: 'on.count', headers: { accept: 'application/json' } },
  { name: 'an accepted compression', path: 'get.large', headers: { 'accept-encoding': 'gzip' } },
  { name: 'an origin', path: 'get.text', headers: { origin: 'https://elsewhere.example' } },
  { name: 'an entity tag', path: 'get.text', headers: { 'if-none-match': '*' } },
  { name: 'a range', path: 'get.text', headers: { range: 'bytes=0-1' } },
]
