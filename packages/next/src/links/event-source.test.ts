import { expect, it } from 'vitest'
import { StreamEventSource } from './event-source.ts'
import type { EventStreamListener } from './event-stream.ts'

function open() {
  let stream!: EventStreamListener // the constructor opens at once
  const scope = new AbortController()
  const state = { closed: false }
  const source = new StreamEventSource('/trpc/note.watch', {
    signal: scope.signal,
    open: (_, listener) => {
      stream = listener
      return () => void (state.closed = true)
    },
  })
  const seen: object[] = []
  for (const type of ['connected', 'message', 'error', 'serialized-error']) source.addEventListener(type, (event) => seen.push(event))
  return { source, stream, scope, seen, state }
}

it('passes events on with the last id that any of them had', () => {
  const { source, stream, seen } = open()
  expect(source.readyState).toBe(source.CONNECTING)
  stream.event({ type: 'message', data: '1', id: 'a' })
  stream.event({ type: 'message', data: '2' })
  stream.event({ type: 'other', data: '3' })
  expect(seen).toEqual([
    { type: 'message', data: '1', lastEventId: 'a' },
    { type: 'message', data: '2', lastEventId: 'a' },
  ])
  expect(source.readyState).toBe(source.OPEN)
})

it('keeps from tRPC’s link when it should open another source: the stream watches over silence itself', () => {
  const { stream, seen } = open()
  stream.event({ type: 'connected', data: '{"reconnectAfterInactivityMs":25000}' })
  expect(seen).toEqual([{ type: 'connected', data: '{}', lastEventId: '' }])
})

it('is connecting while the stream is interrupted, with the error as its event', () => {
  const { source, stream, seen } = open()
  const error = new Error('The API is down.')
  stream.interrupted(error)
  expect(seen).toEqual([error])
  expect(source.readyState).toBe(source.CONNECTING)
})

it('closes with its scope, with an error that says so, and is silent from then on', () => {
  const { source, stream, scope, seen, state } = open()
  scope.abort()
  stream.event({ type: 'message', data: '1' })
  stream.interrupted(new Error('late'))
  expect(seen).toEqual([{ type: 'serialized-error', data: expect.stringContaining('"httpStatus":401'), lastEventId: '' }])
  expect([source.readyState, state.closed]).toEqual([source.CLOSED, true])
})

it('takes a listener away again', () => {
  const { source, stream } = open()
  const heard: object[] = []
  const listener = (event: object) => heard.push(event)
  source.addEventListener('message', listener)
  source.removeEventListener('message', listener)
  stream.event({ type: 'message', data: '1' })
  expect(heard).toEqual([])
})
