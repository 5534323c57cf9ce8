import { mutation, query, subscription } from '@throughline/contract'
import * as z from 'zod'
import { eventIdSchema } from './event-id.ts'
import { idSchema as id } from '../id.ts'
import { pageFields, pageOf } from '../paging.ts'
import { clerkUserIdSchema, personSchema } from '../person.ts'
import { storableText, visibleText } from '../storable-text.ts'

/** In the order of a ticket's life. */
export const ticketStatusSchema = z.enum(['open', 'pending', 'closed'])
export type TicketStatus = z.infer<typeof ticketStatusSchema>

export const ticketSchema = z.object({
  id,
  title: z.string(),
  body: z.string(),
  status: ticketStatusSchema,
  author: personSchema,
  assignee: personSchema.nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
  /** Grows with every change. A change that names an older one is refused, with the ticket as it is now. */
  version: z.number().int(),
})
export type Ticket = z.infer<typeof ticketSchema>

const title = visibleText('Give it a title.').max(120, { error: 'Use at most 120 characters.' })
const body = storableText().trim().max(10_000, { error: 'Use at most 10,000 characters.' })
const version = z.number().int().min(1)

/** What a new ticket takes; the form uses it as its own check. */
export const createTicketSchema = z.strictObject({
  /** Made by the client, so that the same call can be sent again: the second time nothing is created. */
  id: id.optional(),
  title,
  body: body.default(''),
})
export type CreateTicket = z.infer<typeof createTicketSchema>

/** What may be changed of a ticket by who wrote it; the form uses it as its own check. */
export const updateTicketSchema = z.strictObject({ id, version, title: title.optional(), body: body.optional() })
export type UpdateTicket = z.infer<typeof updateTicketSchema>

/** What a list is narrowed to. */
export const ticketFilterSchema = z.strictObject({
  status: ticketStatusSchema.optional(),
  /** A member's id, or `none` for what nobody has taken. */
  assignee: clerkUserIdSchema.optional(),
  /** Anywhere in title or body, in any case. */
  text: storableText().trim().max(100).optional(),
})
export type TicketFilter = z.infer<typeof ticketFilterSchema>

/** A page of tickets without their bodies, and the event that it is at least as new as. */
export const ticketPageSchema = pageOf(ticketSchema.omit({ body: true })).extend({ asOf: eventIdSchema })
export type TicketPage = z.infer<typeof ticketPageSchema>
export type TicketSummary = TicketPage['items'][number]

/**
 * Something happened to a ticket. Ids and no rows: whoever is interested asks, and is told what they may see.
 *
 * - `ready`: the stream begins here; what was asked for as of an older event has to be asked for again
 * - `reset`: the id to resume from is no longer kept; everything has to be asked for again
 */
export const ticketChangeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['ready', 'reset']) }),
  z.object({ type: z.enum(['created', 'updated', 'removed']), ticketId: id, version: z.number().int() }),
  z.object({ type: z.literal('commented'), ticketId: id, commentId: id }),
])
export type TicketChange = z.infer<typeof ticketChangeSchema>

export const ticket = {
  list: query({
    summary: 'List the tickets of the active organization, newest first.',
    access: 'org',
    input: ticketFilterSchema.extend(pageFields),
    output: ticketPageSchema,
  }),
  get: query({
    summary: 'Show one ticket.',
    access: 'org',
    input: z.strictObject({ id }),
    output: ticketSchema,
  }),
  create: mutation({
    summary: 'Open a ticket.',
    access: 'org:ticket:create',
    input: createTicketSchema,
    output: ticketSchema,
  }),
  update: mutation({
    summary: 'Change the title and text of a ticket: your own, or any with org:ticket:manage.',
    access: 'org:ticket:create',
    input: updateTicketSchema,
    output: ticketSchema,
  }),
  assign: mutation({
    summary: 'Give a ticket to a member, or to nobody.',
    access: 'org:ticket:assign',
    input: z.strictObject({ id, version: version.optional(), assigneeId: clerkUserIdSchema.nullable() }),
    output: ticketSchema,
  }),
  setStatus: mutation({
    summary: 'Change the status of a ticket.',
    access: 'org:ticket:status',
    input: z.strictObject({ id, version: version.optional(), status: ticketStatusSchema }),
    output: ticketSchema,
  }),
  remove: mutation({
    summary: 'Delete a ticket with its comments.',
    access: 'org:ticket:delete',
    input: z.strictObject({ id, version: version.optional() }),
    output: z.object({ id }),
  }),
  onChange: subscription({
    summary: 'Follow what happens to the tickets of the active organization.',
    access: 'org',
    input: z.strictObject({ lastEventId: eventIdSchema.optional() }).optional(),
    output: ticketChangeSchema,
  }),
}
