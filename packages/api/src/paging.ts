import * as z from 'zod'

/** Where a list goes on, as the page before it said. Opaque to callers; the longest names somebody by 80 characters and their id. */
export const cursorSchema = z.string().max(1_500)

/** The fields of an input that asks for a page of at most so many. */
export const pageFieldsUpTo = (most: number) => ({
  /** `null`, as tRPC's infinite queries say it, for the first page. */
  cursor: cursorSchema.nullish(),
  limit: z.number().int().min(1).max(most).default(20),
  /** tRPC's infinite queries send it along; lists go forward. */
  direction: z.literal('forward').optional(),
})

export const pageFields = pageFieldsUpTo(100)

/** A page of a list, and where it goes on; `null` at its end. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: cursorSchema.nullable() })
