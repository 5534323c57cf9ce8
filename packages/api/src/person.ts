import * as z from 'zod'

/** Somebody as others see them. Of an account that is gone, the id stays and the name says so. */
export const personSchema = z.object({
  /** Clerk's user id. */
  id: z.string(),
  name: z.string(),
  imageUrl: z.url().nullable(),
})
export type Person = z.infer<typeof personSchema>
