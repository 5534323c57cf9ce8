import { mutation, query, subscription } from '@throughline/contract'
import * as z from 'zod'
import { storableText, visibleText } from './storable-text.ts'
import { timeZoneSchema } from './time-zone.ts'

/** A user as the product shows one to themselves. */
export const profileSchema = z.object({
  /** Clerk's user id. */
  id: z.string(),
  /** As Clerk has it, which takes more than one pattern knows. */
  email: z.string(),
  displayName: z.string(),
  /** As Clerk has it. */
  imageUrl: z.string().nullable(),
  bio: z.string(),
  timeZone: z.string(),
  createdAt: z.date(),
})
export type Profile = z.infer<typeof profileSchema>

/** What a user may change; forms use it as their own check. */
export const updateProfileSchema = z.strictObject({
  displayName: visibleText('Enter a name.').max(80, { error: 'Use at most 80 characters.' }),
  bio: storableText().trim().max(280, { error: 'Use at most 280 characters.' }),
  timeZone: timeZoneSchema,
})
export type UpdateProfile = z.infer<typeof updateProfileSchema>

export const user = {
  profile: query({
    summary: 'Show your own profile.',
    access: 'user',
    output: profileSchema,
  }),
  updateProfile: mutation({
    summary: 'Change your display name, bio and time zone.',
    access: 'user',
    input: updateProfileSchema,
    output: profileSchema,
  }),
  onProfileChange: subscription({
    summary: 'Follow your own profile: how it is now, and each change of it.',
    access: 'user',
    // tRPC puts a resuming client's `Last-Event-ID` here; whoever has seen the newest profile hears nothing until it changes.
    input: z.strictObject({ lastEventId: z.string().max(32).optional() }).optional(),
    output: profileSchema,
  }),
}
