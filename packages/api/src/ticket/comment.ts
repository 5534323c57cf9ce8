import { mutation, query } from '@throughline/contract'
import * as z from 'zod'
import { eventIdSchema } from './event-id.ts'
import { pageFields, pageOf } from '../paging.ts'
import { personSchema } from '../person.ts'
import { storableText } from '../storable-text.ts'

export const commentSchema = z.object({
  id: z.uuid(),
  ticketId: z.uuid(),
  author: personSchema,
  body: z.string(),
  createdAt: z.date(),
})
export type Comment = z.infer<typeof commentSchema>

/** What a new comment takes; the form uses it as its own check. */
export const addCommentSchema = z.strictObject({
  /** Made by the client, so that the same call can be sent again: the second time nothing is added. */
  id: z.uuid().optional(),
  ticketId: z.uuid(),
  body: storableText()
    .trim()
    .min(1, { error: 'Write something.' })
    .max(10_000, { error: 'Use at most 10,000 characters.' }),
})
export type AddComment = z.infer<typeof addCommentSchema>

export const commentPageSchema = pageOf(commentSchema).extend({ asOf: eventIdSchema })
export type CommentPage = z.infer<typeof commentPageSchema>

export const comment = {
  list: query({
    summary: 'List the comments of a ticket, oldest first.',
    access: 'org',
    input: z.strictObject({ ticketId: z.uuid(), ...pageFields }),
    output: commentPageSchema,
  }),
  add: mutation({
    summary: 'Comment on a ticket.',
    access: 'org:ticket:comment',
    input: addCommentSchema,
    output: commentSchema,
  }),
}
