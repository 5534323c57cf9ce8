import { mutation, query } from '@throughline/contract'
import * as z from 'zod'
import { eventIdSchema } from './event-id.ts'
import { idSchema } from '../id.ts'
import { pageFieldsUpTo, pageOf } from '../paging.ts'
import { personSchema } from '../person.ts'
import { visibleText } from '../storable-text.ts'

export const commentSchema = z.object({
  id: idSchema,
  ticketId: idSchema,
  author: personSchema,
  body: z.string(),
  createdAt: z.date(),
})
export type Comment = z.infer<typeof commentSchema>

/** What a new comment takes; the form uses it as its own check. */
export const addCommentSchema = z.strictObject({
  /** Made by the client, so that the same call can be sent again: the second time nothing is added. */
  id: idSchema.optional(),
  ticketId: idSchema,
  body: visibleText('Write something.').max(10_000, { error: 'Use at most 10,000 characters.' }),
})
export type AddComment = z.infer<typeof addCommentSchema>

export const commentPageSchema = pageOf(commentSchema).extend({ asOf: eventIdSchema })
export type CommentPage = z.infer<typeof commentPageSchema>

export const comment = {
  list: query({
    summary: 'List the comments of a ticket, oldest first.',
    access: 'org',
    // Each may hold 10,000 characters.
    input: z.strictObject({ ticketId: idSchema, ...pageFieldsUpTo(50) }),
    output: commentPageSchema,
  }),
  add: mutation({
    summary: 'Comment on a ticket.',
    access: 'org:ticket:comment',
    input: addCommentSchema,
    output: commentSchema,
  }),
}
