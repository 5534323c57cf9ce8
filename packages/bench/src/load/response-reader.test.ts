import { expect, it } from 'vitest'
import { ResponseReader } from './response-reader.ts'

const plain = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'
const chunked = 'HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n'

function read(pieces: readonly string[]): number[] {
  const statuses: number[] = []
  const reader = new ResponseReader((status) => statuses.push(status))
  for (const piece of pieces) reader.receive(piece)
  return statuses
}

it('counts answers that arrive together', () => {
  expect(read([plain + chunked + plain])).toEqual([200, 401, 200])
})

it('counts answers that arrive byte by byte', () => {
  expect(read([...(plain + chunked)])).toEqual([200, 401])
})

it('does not count half an answer', () => {
  expect(read([plain.slice(0, -1)])).toEqual([])
})

it('takes no answer without an end', () => {
  expect(() => read(['HTTP/1.1 200 OK\r\n\r\n'])).toThrow('An answer without an end')
})
