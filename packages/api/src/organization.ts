import { query } from '@throughline/contract'
import * as z from 'zod'
import { pageFields, pageOf } from './paging.ts'
import { personSchema } from './person.ts'

/** The organization that is active in the caller's token. */
export const organizationSchema = z.object({
  /** Clerk's organization id. */
  id: z.string(),
  name: z.string(),
  slug: z.string().nullable(),
  /** As Clerk has it. */
  imageUrl: z.string().nullable(),
  createdAt: z.date(),
})
export type Organization = z.infer<typeof organizationSchema>

/** Somebody in the organization, with their role as Clerk spells it, such as `org:admin`. */
export const memberSchema = personSchema.extend({ role: z.string() })
export type OrganizationMember = z.infer<typeof memberSchema>

export const organization = {
  current: query({
    summary: 'Show the active organization.',
    access: 'org',
    output: organizationSchema,
  }),
  members: query({
    summary: 'List the members of the active organization, by name.',
    access: 'org',
    input: z.strictObject(pageFields),
    output: pageOf(memberSchema),
  }),
}
