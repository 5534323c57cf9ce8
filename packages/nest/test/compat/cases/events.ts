import type { CompatCase } from '../exchange.ts'

const STREAMS = ['count', 'nothing', 'returns', 'undefined', 'dates', 'lines', 'tracked', 'brokenId', 'guarded', 'throwsAtOnce', 'throwsLater', 'aborts', 'unserializable', 'notIterable', 'observable', 'failingObservable']

export const events: CompatCase[] = [
  ...STREAMS.map((what): CompatCase => ({ name: `a stream of events (${what})`, path: `on.${what}` })),
  { name: 'a stream with an input', path: 'on.strict', input: { n: 7 } },
  { name: 'a stream with an input that its schema refuses', path: 'on.strict', input: { n: 'x' } },
  { name: 'a stream with an input that is no JSON', path: 'on.echo', query: 'input={' },
  { name: 'a stream without input', path: 'on.echo' },
  { name: 'a stream by POST with a body', path: 'on.echo', post: true, input: 1 },
  { name: 'a stream with the last id in a header', path: 'on.echo', input: { n: 1 }, headers: { 'last-event-id': '7' } },
  { name: 'a stream with the last id as a parameter', path: 'on.echo', query: 'lastEventId=8', input: { n: 1 } },
  { name: 'a stream with the last id as the header’s name', path: 'on.echo', query: 'Last-Event-Id=9', input: { n: 1 } },
  { name: 'a stream with the last id three times', path: 'on.echo', query: 'Last-Event-Id=9&lastEventId=8', headers: { 'last-event-id': '7' } },
  { name: 'a stream with an empty last id', path: 'on.echo', query: 'lastEventId=', input: { n: 1 } },
  { name: 'a stream with an empty last id in the header and one as a parameter', path: 'on.echo', query: 'lastEventId=8', headers: { 'last-event-id': '' } },
  { name: 'a stream with a repeated last id', path: 'on.echo', query: 'lastEventId=8&lastEventId=9' },
  { name: 'a stream with a last id and no input', path: 'on.echo', headers: { 'last-event-id': '7' } },
  { name: 'a stream with a last id and null for input', path: 'on.echo', input: null, headers: { 'last-event-id': '7' } },
  { name: 'a stream with a last id and a text for input', path: 'on.echo', input: 'text', headers: { 'last-event-id': '7' } },
  { name: 'a stream with a last id and an array for input', path: 'on.echo', input: [1], headers: { 'last-event-id': '7' } },
  { name: 'a stream whose input already has a last id', path: 'on.echo', input: { lastEventId: '1' }, headers: { 'last-event-id': '7' } },
  { name: 'a query with a last id', path: 'get.echo', input: { n: 1 }, headers: { 'last-event-id': '7' } },
  { name: 'what the context is told of a stream', path: 'on.seen', headers: { accept: 'text/event-stream' } },
  { name: 'a quiet stream with pings', path: 'on.quiet', only: 'pinging' },
  { name: 'a short stream with pings', path: 'on.tracked', only: 'pinging' },
  { name: 'a failing stream with pings', path: 'on.throwsLater', only: 'pinging' },
  { name: 'a stream that would last longer than it may', path: 'on.endless', only: 'brief' },
  { name: 'a stream that is over before it has to be', path: 'on.returns', only: 'brief' },
]
