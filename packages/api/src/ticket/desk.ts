import { comment } from './comment.ts'
import { ticket } from './ticket.ts'

export { addCommentSchema, commentSchema, type AddComment, type Comment, type CommentPage } from './comment.ts'
export {
  createTicketSchema,
  ticketFilterSchema,
  ticketSchema,
  ticketStatusSchema,
  updateTicketSchema,
  type CreateTicket,
  type Ticket,
  type TicketChange,
  type TicketFilter,
  type TicketPage,
  type TicketStatus,
  type TicketSummary,
  type UpdateTicket,
} from './ticket.ts'

/** The support desk's routers. */
export const desk = { ticket, comment }
