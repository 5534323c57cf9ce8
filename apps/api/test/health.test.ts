import { expect, it } from 'vitest'
import { createTestApp } from './create-test-app.ts'
import { openTemplate } from './template-database.ts'

// In a file of its own: Nest's loggers write to the app that was made last.
it('is live and not ready once the database has closed, and its callers are told to come back', async () => {
  const database = await openTemplate()
  const app = await createTestApp({ open: async () => ({ ...database, close: async () => {} }) }) // closed here, not by the app
  const statusOf = async (path: string) => (await fetch(`${app.url}${path}`)).status
  expect(await statusOf('/health/ready')).toBe(200)
  await database.close()
  expect(await statusOf('/health/live')).toBe(200)
  expect(await statusOf('/health/ready')).toBe(503)
  await expect(app.clientFor('ada@example.com').user.profile.query()).rejects.toMatchObject({ data: { code: 'SERVICE_UNAVAILABLE', httpStatus: 503 } })
  await app.close()
})
