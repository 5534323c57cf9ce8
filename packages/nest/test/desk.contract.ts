import { mutation, query, subscription } from '@throughline/contract'
import * as z from 'zod'

const who = z.object({ userId: z.string().nullable(), orgId: z.string().nullable(), orgRole: z.string().nullable(), orgPermissions: z.array(z.string()) })

/** One procedure for each thing that the package promises. */
export const contract = {
  desk: {
    anybody: query({ summary: 'Say who asks.', access: 'public', output: who }),
    user: query({ summary: 'Say who asks.', access: 'user', output: who }),
    member: query({ summary: 'Say who asks.', access: 'org', output: who }),
    admin: query({ summary: 'Say who asks.', access: 'org:admin', output: who }),
    assigner: query({ summary: 'Say who asks.', access: 'org:ticket:assign', output: who }),
    at: query({ summary: 'Give a date back.', access: 'public', input: z.strictObject({ at: z.date() }), output: z.object({ at: z.date() }) }),
    rename: mutation({
      summary: 'Rename it.',
      access: 'user',
      input: z.strictObject({ name: z.string().min(1, { error: 'Enter a name.' }) }),
      output: z.object({ name: z.string() }),
    }),
    post: mutation({ summary: 'Post a note.', access: 'public', input: z.strictObject({ text: z.string() }), output: z.object({ length: z.number() }) }),
    fail: query({ summary: 'Fail.', access: 'public', input: z.strictObject({ how: z.string() }), output: z.null() }),
    misshape: query({ summary: 'Answer what the contract does not say.', access: 'public', output: z.object({ id: z.string() }) }),
    slow: query({ summary: 'Answer when told to.', access: 'public', output: z.string() }),
  },
  feed: {
    count: subscription({
      summary: 'Count on from the last number seen.',
      access: 'public',
      input: z.strictObject({ upTo: z.number(), lastEventId: z.string().optional() }),
      output: z.object({ n: z.number().max(3), at: z.date() }),
    }),
    mine: subscription({ summary: 'Watch one’s own.', access: 'user', output: z.object({ n: z.number() }) }),
    endless: subscription({ summary: 'Wait for ever.', access: 'public', output: z.object({ n: z.number() }) }),
  },
}
