import type { CompatCase } from '../exchange.ts'

const KINDS = { 'a query': 'get.text', 'a mutation': 'set.undefined', 'a subscription': 'on.count', 'an unknown procedure': 'no.such' }
const METHODS = ['GET', 'POST', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

export const methods: CompatCase[] = [
  ...METHODS.flatMap((method) =>
    Object.entries(KINDS).map(([kind, path]): CompatCase => ({ name: `${method} for ${kind}`, method, path, ...(method === 'POST' && { body: '{"json":null}' }) })),
  ),
  ...['PUT', 'PATCH', 'DELETE'].map((method): CompatCase => ({ name: `${method} with a JSON body`, method, path: 'set.echo', post: true, input: 1 })),
  { name: 'HEAD of an address that is nowhere', method: 'HEAD', path: 'no.such/deeper' },
  { name: 'HEAD of a batch', method: 'HEAD', path: 'get.text,get.text', query: 'batch=1' },
  { name: 'GET with a JSON content type and no body', path: 'get.text', headers: { 'content-type': 'application/json' } },
]
