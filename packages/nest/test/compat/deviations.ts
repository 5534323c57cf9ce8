import { expect } from 'vitest'
import { refusal, type RefusalCode } from '../../src/transport/refusal.ts'
import type { Answer, CompatCase } from './exchange.ts'
import type { Flavour } from './servers.ts'

/** Where we answer otherwise than tRPC's adapter, on purpose. */
export type Deviation = {
  readonly reason: string
  /** tRPC's answer, as ours has to be. */
  change(theirs: Answer, sent: CompatCase, flavour: Flavour): Answer
} & ({ readonly cases: readonly string[] } | { readonly cases?: undefined; where(sent: CompatCase, theirs: Answer): boolean })

const refusedWith = (code: RefusalCode, headers: Record<string, string> = {}) => (_theirs: Answer, _sent: CompatCase, flavour: Flavour): Answer => {
  const { status, body } = refusal(code, 'request-1', flavour === 'superjson' ? undefined : (error) => error)
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store, no-transform', ...headers }, body, reports: [] }
}

const withHeader = (name: string, value: string) => (theirs: Answer): Answer => ({ ...theirs, headers: { ...theirs.headers, [name]: value } })

const JSON_HEADERS = { vary: 'trpc-accept, accept', 'content-type': 'application/json', 'cache-control': 'no-store, no-transform', 'server-timing': 'timed' }

/** Whether the router has superjson for a transformer. */
const isWrapped = ({ body }: Answer) => /^\{"(error|result":\{"data)":\{"json":/.test(body)

/** How the router's transformer, if it has one, writes what JSON can express. */
const wrapped = (theirs: Answer, value: unknown) => (isWrapped(theirs) ? { json: value } : value)

const badInput = (theirs: Answer, { query = '' }: CompatCase): Answer => {
  const cause = messageOf(() => JSON.parse(query.slice('input='.length)))
  const formatter = { input: 'undefined', path: 'get.echo', type: 'query', ctx: true, cause }
  const error = { message: cause, code: -32600, data: { code: 'BAD_REQUEST', httpStatus: 400, path: 'get.echo', formatter } }
  const report = `BAD_REQUEST ${JSON.stringify(cause)} query get.echo undefined with context`
  return { status: 400, headers: JSON_HEADERS, body: JSON.stringify({ error: wrapped(theirs, error) }), reports: [report] }
}

function messageOf(throwing: () => unknown): string {
  try {
    throwing()
  } catch (cause) {
    return (cause as Error).message // JSON.parse throws nothing else
  }
  throw new Error('It did not throw.')
}

const RESPONSE_META_THROWS = ['a query', 'a failing query', 'a batch', 'a stream of events', 'JSON lines'].map((what) => `${what} with responseMeta (throws)`)
const OTHER_METHODS = ['PUT', 'PATCH', 'DELETE', 'OPTIONS']
const NO_JSON = ['with a type like JSON', 'of JSON lines', 'of another JSON', 'of plain text', 'of plain text that names JSON', 'of a form', 'of form data', 'of bytes', 'of no kind', 'with a type that is none']

export const deviations: readonly Deviation[] = [
  {
    reason: 'Answers belong to one caller, and a proxy that compresses would hold JSON lines back until their end.',
    where: (_, { headers }) => 'vary' in headers && !('cache-control' in headers),
    change: withHeader('cache-control', 'no-store, no-transform'),
  },
  {
    reason: 'Every answer tells how long its parts took.',
    where: (_, { headers }) => 'vary' in headers,
    change: withHeader('server-timing', 'timed'),
  },
  {
    reason: 'An error of the whole request is JSON, and says so.',
    where: (_, { headers }) => headers['content-type'] === 'text/plain;charset=UTF-8',
    change: withHeader('content-type', 'application/json'),
  },
  {
    reason: 'Where there is no context, an error formatter gets the request id in its place.',
    where: (_, { body }) => body.includes('"ctx":false'),
    change: (theirs) => ({ ...theirs, body: theirs.body.replaceAll('"ctx":false', '"ctx":true') }),
  },
  {
    reason: 'A failure is reported once; tRPC reports that of a subscription twice, when it fails and when it is written.',
    where: ({ path, query }, { reports }) => path.startsWith('on.') && query !== 'batch=1' && new Set(reports).size < reports.length,
    change: (theirs) => ({ ...theirs, reports: [...new Set(theirs.reports)] }),
  },
  {
    reason: 'Media types do not depend on case (RFC 9110, 8.3.1).',
    cases: ['a body with an upper case type'],
    change: (theirs) => ({ status: 200, headers: JSON_HEADERS, body: JSON.stringify({ result: { data: wrapped(theirs, isWrapped(theirs) ? { input: 1, type: 'number' } : { input: { json: 1 }, type: 'object' }) } }), reports: [] }),
  },
  {
    reason: 'Text that is no UTF-8 is refused rather than guessed at.',
    cases: ['an input whose encoding is cut', 'an input that decodes to no UTF-8'],
    change: badInput,
  },
  {
    reason: 'A line break in an event’s id would let its data write events of its own.',
    cases: ['a stream of events (brokenId)'],
    change: (theirs) => ({
      ...theirs,
      body: expect.stringMatching(/^event: connected\ndata: .*\n\n\nevent: serialized-error\ndata: .*An event’s id is one line\..*\n\n\n$/) as string, // an asymmetric matcher is typed any
      reports: ['INTERNAL_SERVER_ERROR "An event’s id is one line." subscription on.brokenId undefined with context'],
    }),
  },
  {
    reason: 'An answer that cannot be serialized fails alone; tRPC’s adapter breaks the connection for all of its batch.',
    cases: ['JSON lines of unserializable'],
    change: () => ({
      status: 200,
      headers: JSON_HEADERS,
      body: expect.stringContaining('.later#0 1: ') as string, // an asymmetric matcher is typed any
      reports: ['INTERNAL_SERVER_ERROR "It broke." query undefined undefined with context'],
    }),
  },
  // What follows replaces an answer as a whole: nothing has been read of such a request that could be described.
  {
    reason: 'A failure of responseMeta is masked; tRPC’s adapter leaves it to Fastify, which tells the client. It is reported where it is masked, too.',
    cases: RESPONSE_META_THROWS,
    change: (theirs, sent, flavour) => ({ ...refusedWith('INTERNAL_SERVER_ERROR')(theirs, sent, flavour), reports: [...theirs.reports, 'INTERNAL_SERVER_ERROR "No meta." unknown undefined undefined without context'].toSorted() }),
  },
  {
    reason: 'A batch over the limit is refused before any work, as too large.',
    cases: ['a batch of six, one over the limit', 'a batch of six by POST', 'JSON lines of six calls', 'six calls with batch=true'],
    change: refusedWith('PAYLOAD_TOO_LARGE'),
  },
  {
    reason: 'A body over the limit is answered in tRPC’s form, and not in Fastify’s.',
    cases: ['a body over the limit'],
    change: refusedWith('PAYLOAD_TOO_LARGE'),
  },
  {
    reason: 'JSON only: what another site’s form can send without asking first is refused before it is read.',
    cases: [...NO_JSON.map((what) => `a body ${what}`), 'a POST without a body and without a type'],
    change: refusedWith('UNSUPPORTED_MEDIA_TYPE'),
  },
  {
    reason: 'GET and POST are all that is served, whatever the content type.',
    where: ({ method = '' }) => OTHER_METHODS.includes(method),
    change: refusedWith('METHOD_NOT_SUPPORTED'),
  },
  {
    reason: 'A GET with an upload’s content type is refused before a context is made.',
    cases: ['a GET that says form data', 'a GET that says bytes'],
    change: refusedWith('METHOD_NOT_SUPPORTED'),
  },
  {
    reason: 'A path that cannot be decoded is the client’s mistake, and not a failure of the server.',
    cases: ['a path that decodes once but not twice'],
    change: refusedWith('BAD_REQUEST'),
  },
  {
    reason: 'An address that Fastify cannot decode is answered in tRPC’s form, and with its request id.',
    cases: ['a path whose encoding is cut', 'a path whose encoding is no hexadecimal', 'a path that decodes to no UTF-8'],
    // Before any router is known, and so by superjson.
    change: (theirs, sent) => refusedWith('BAD_REQUEST', { 'x-request-id': 'request-1' })(theirs, sent, 'superjson'),
  },
]
