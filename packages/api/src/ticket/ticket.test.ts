import { fieldErrors } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { comment } from './comment.ts'
import { createTicketSchema, ticket } from './ticket.ts'

const id = 'AB000000-0000-4000-8000-00000000000F'

describe('the id of a row', () => {
  it('is read in either case, and is one id', () => {
    expect(createTicketSchema.parse({ id, title: 'Printer' }).id).toBe(id.toLowerCase())
    expect(ticket.get.input.parse({ id })).toEqual({ id: id.toLowerCase() })
  })

  it('is told to other languages as a UUID', () => {
    expect(z.toJSONSchema(ticket.get.input, { io: 'input' })).toMatchObject({ properties: { id: { type: 'string', format: 'uuid' } } })
  })
})

it('takes no title of which nobody sees anything', () => {
  const refused = createTicketSchema.safeParse({ title: '\u200B\u2060' })
  expect(fieldErrors(refused.error?.issues ?? [])).toEqual({ title: ['Give it a title.'] })
})

it('takes no id of a user that Clerk would not give out', () => {
  for (const assignee of ['', 'user_\0', '\uD800', 'x'.repeat(101), 'user 1']) expect(ticket.list.input.safeParse({ assignee }).success).toBe(false)
  for (const assignee of ['none', `user_${'a'.repeat(64)}`]) expect(ticket.list.input.safeParse({ assignee }).success).toBe(true)
})

it('asks for at most fifty comments at once, each of which may be long', () => {
  const limited = (limit: number) => comment.list.input.safeParse({ ticketId: id, limit }).success
  expect([limited(50), limited(51)]).toEqual([true, false])
})
