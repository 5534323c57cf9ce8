import { expect, it } from 'vitest'
import { frame, frameReader, type LspMessage } from './lsp-frames.ts'

it.each([1, 2, 7, 10_000])('reads messages from chunks of %i bytes, also where a character takes several', (size) => {
  const sent = [{ id: 1, result: 'Grüße, 世界' }, { method: 'initialized' }, { id: 'a', error: { message: 'no' } }]
  const bytes = Buffer.from(sent.map(frame).join(''))
  const received: LspMessage[] = []
  const read = frameReader((message) => received.push(message))
  for (let at = 0; at < bytes.length; at += size) read(bytes.subarray(at, at + size))
  expect(received).toEqual(sent.map((message) => ({ jsonrpc: '2.0', ...message })))
})
