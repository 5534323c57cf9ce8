import * as z from 'zod'

/** Where a stream of events stands: the id of an event, which grows. Whoever resumes from one gets what came after it. */
export const eventIdSchema = z.string().regex(/^\d{1,18}$/, { error: 'Not the id of an event.' })
