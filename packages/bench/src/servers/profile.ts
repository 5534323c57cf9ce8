import * as z from 'zod'

// The one call that every server answers: a small input, an answer like a profile, with a date in it.
export const profileInput = z.strictObject({ id: z.string().max(64) })
export const profileOutput = z.object({
  id: z.string(),
  email: z.string(),
  displayName: z.string(),
  bio: z.string(),
  timeZone: z.string(),
  createdAt: z.date(),
})

export const profile: z.output<typeof profileOutput> = {
  id: 'user_2bench0000000000000000000000',
  email: 'ada@example.com',
  displayName: 'Ada Lovelace',
  bio: 'Writes programs for machines that are not built yet.',
  timeZone: 'Europe/London',
  createdAt: new Date('2026-01-01T00:00:00Z'),
}
