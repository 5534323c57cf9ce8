import { addCommentSchema, createTicketSchema, updateTicketSchema } from '@throughline/api'

// For import() only: zod and the contract come with it, and no page has to wait for those.

export { ticketFilterSchema, ticketSchema } from '@throughline/api'

/** What the form for a new ticket asks for. */
export const newTicketSchema = createTicketSchema.omit({ id: true })

/** What the form for a ticket's text asks for. */
export const ticketTextSchema = updateTicketSchema.pick({ title: true, body: true }).required()

/** What the form for a comment asks for. */
export const newCommentSchema = addCommentSchema.pick({ body: true })
