import { mutation, query, subscription } from '@throughline/contract'
import * as z from 'zod'

const seen = z.object({ userId: z.string().nullable(), orgRole: z.string().nullable() })

export const contract = {
  note: {
    open: query({ summary: 'Answer anybody.', access: 'public', output: seen }),
    mine: query({ summary: 'Answer who is signed in.', access: 'user', output: seen }),
    assign: mutation({ summary: 'Need a permission.', access: 'org:ticket:assign', output: seen }),
    manage: mutation({ summary: 'Need a role.', access: 'org:admin', output: seen }),
    rename: mutation({
      summary: 'Take input.',
      access: 'user',
      input: z.strictObject({ name: z.string().min(1, { error: 'Enter a name.' }), size: z.number().int() }),
      output: z.object({ name: z.string(), at: z.date() }),
    }),
    fail: query({ summary: 'Fail as told.', access: 'public', input: z.strictObject({ how: z.enum(['domain', 'http', 'unknown', 'output']) }), output: seen }),
    ticks: subscription({ summary: 'Count.', access: 'user', input: z.strictObject({ until: z.number() }), output: z.object({ n: z.number().max(100) }) }),
  },
}
