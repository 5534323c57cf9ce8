import * as z from 'zod'

/** A user's id as Clerk gives them out. */
export const clerkUserIdSchema = z.string().regex(/^[\w-]{1,100}$/, { error: 'Not the id of a user.' })

/** Somebody as others see them. Of an account that is gone, the id stays and the name says so. */
export const personSchema = z.object({
  /** Clerk's user id. */
  id: z.string(),
  name: z.string(),
  /** As Clerk has it. */
  imageUrl: z.string().nullable(),
})
export type Person = z.infer<typeof personSchema>
