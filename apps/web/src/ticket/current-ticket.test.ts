import type { Ticket } from '@throughline/api'
import { TRPCClientError } from '@trpc/client'
import { expect, it } from 'vitest'
import { currentTicketOf } from './current-ticket.ts'

const conflict = (current?: unknown) => TRPCClientError.from({ error: { message: 'No.', code: -32_009, data: { code: 'CONFLICT', httpStatus: 409, requestId: 'r', current } } } as never) // as the API sends it

it('is the ticket that a conflict carries', async () => {
  const person = { id: 'user_1', name: 'Ada', imageUrl: null }
  const ticket: Ticket = { id: crypto.randomUUID(), title: 'Printer', body: '', status: 'open', author: person, assignee: null, createdAt: new Date(0), updatedAt: new Date(0), version: 2 }
  expect(await currentTicketOf(conflict(ticket))).toEqual(ticket)
})

it.each([
  ['a conflict that carries none', conflict()],
  ['one that carries something else', conflict({ id: 1 })],
  ['an error that is no answer', new Error('No.')],
])('is none in %s', async (_, error) => {
  expect(await currentTicketOf(error)).toBeUndefined()
})
