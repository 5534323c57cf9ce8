import { describe, expect, it } from 'vitest'
import { createEventStreamParser, type StreamEvent } from './event-stream-parser.ts'

function parse(stream: string | Uint8Array, chunkSize = Infinity) {
  const events: StreamEvent[] = []
  const retries: number[] = []
  const feed = createEventStreamParser({ event: (event) => events.push(event), retry: (milliseconds) => retries.push(milliseconds) })
  const bytes = typeof stream === 'string' ? new TextEncoder().encode(stream) : stream
  for (let at = 0; at < bytes.length; at += chunkSize) feed(bytes.slice(at, at + chunkSize))
  return { events, retries }
}

const message = (data: string, id?: string): StreamEvent => ({ type: 'message', data, ...(id !== undefined && { id }) })

const table: [what: string, stream: string, events: StreamEvent[]][] = [
  ['lines that end in LF', 'data: one\n\ndata: two\n\n', [message('one'), message('two')]],
  ['lines that end in CR', 'data: one\r\rdata: two\r\r', [message('one'), message('two')]],
  ['lines that end in CRLF', 'data: one\r\n\r\ndata: two\r\n\r\n', [message('one'), message('two')]],
  ['line ends of every kind, mixed', 'data: a\rdata: b\ndata: c\r\n\r\n', [message('a\nb\nc')]],
  ['a byte order mark in front', '\uFEFFdata: one\n\n', [message('one')]],
  ['a byte order mark that is not in front, as text', 'data: \uFEFFone\n\n', [message('\uFEFFone')]],
  ['characters of one to four bytes', 'data: aé€😀\n\n', [message('aé€😀')]],
  ['data of several lines', 'data: one\ndata:\ndata: three\n\n', [message('one\n\nthree')]],
  ['at most one blank after the colon, as no part of the value', 'data:one\n\ndata:  two\n\n', [message('one'), message(' two')]],
  ['a field without a colon, as empty', 'data\n\n', [message('')]],
  ['an event with empty data', 'event: ping\ndata: \n\n', [{ type: 'ping', data: '' }]],
  ['no event where there is no data', 'event: ping\n\ndata: x\n\n', [message('x')]],
  ['an id without data, for the next event', 'id: 7\n\ndata: x\n\n', [message('x', '7')]],
  ['a type for one event only', 'event: add\ndata: 1\n\ndata: 2\n\n', [{ type: 'add', data: '1' }, message('2')]],
  ['ids, wherever they stand', 'id: 1\ndata: a\n\ndata: b\nid: 2\n\ndata: c\n\n', [message('a', '1'), message('b', '2'), message('c')]],
  ['an empty id, which forgets the last one', 'id\ndata: a\n\n', [message('a', '')]],
  ['no id that holds a NUL', 'id: 1\0\ndata: a\n\n', [message('a')]],
  ['comments and unknown fields, as nothing', ': ping\n\nfoo: bar\nDATA: no\ndata: a\n:\n\n', [message('a')]],
  ['more blank lines than needed', '\n\ndata: a\n\n\n\ndata: b\n\n', [message('a'), message('b')]],
  ['nothing of an event that is not finished', 'data: a\n\ndata: b\n', [message('a')]],
  ['colons in a value', 'data: {"a":1}\n\n', [message('{"a":1}')]],
]

describe('createEventStreamParser', () => {
  it.each(table)('reads %s', (_, stream, events) => {
    expect(parse(stream).events).toEqual(events)
  })

  it.each(table)('reads the same in pieces of one, two, three and five bytes: %s', (_, stream, events) => {
    for (const size of [1, 2, 3, 5]) expect(parse(stream, size).events).toEqual(events)
  })

  it('reads how long to wait before connecting again, in digits only', () => {
    expect(parse('retry: 1500\n\nretry: 2s\nretry: -1\nretry:\nretry: 7\n').retries).toEqual([1_500, 7])
  })

  it('replaces bytes that are no UTF-8', () => {
    expect(parse(Uint8Array.from([...new TextEncoder().encode('data: a'), 0xff, 10, 10])).events).toEqual([message('a\uFFFD')])
  })
})
