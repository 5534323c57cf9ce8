import { query } from '@throughline/contract'
import * as z from 'zod'
import { idSchema } from './id.ts'
import { pageFields, pageOf } from './paging.ts'
import { personSchema } from './person.ts'

/** One line of the audit, which nobody can change: who did what, or was not allowed to. */
export const activityEntrySchema = z.object({
  id: z.string(),
  at: z.date(),
  actor: personSchema,
  /** The procedure, for example `ticket.assign`. */
  action: z.string(),
  /** What it was done to; `null` where there is no one thing. */
  subjectId: z.string().nullable(),
  /** Refused, and so not done. Only administrators see these. */
  denied: z.boolean(),
  /** What is worth reading about it, such as `{ from: 'open', to: 'closed' }`. People are in it by id, under keys such as `toUserId`. */
  detail: z.record(z.string(), z.string().nullable()),
  /** Those whom `detail` names. */
  people: z.array(personSchema),
})
export type ActivityEntry = z.infer<typeof activityEntrySchema>

export const activity = {
  list: query({
    summary: 'List what was done in the active organization, newest first.',
    access: 'org',
    input: z.strictObject({
      /** Only what was done to this one thing. */
      subjectId: idSchema.optional(),
      ...pageFields,
    }),
    output: pageOf(activityEntrySchema),
  }),
}
