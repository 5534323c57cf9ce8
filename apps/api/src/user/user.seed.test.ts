import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTestApp, type TestApp } from '../../test/create-test-app.ts'
import { openTemplate } from '../../test/template-database.ts'
import type { Database } from '../db/database.ts'
import { users } from '../db/schema.ts'

const variables = { THROUGHLINE_SEED: '1' }

describe('the development seed', () => {
  let app: TestApp
  afterEach(() => app.close())

  it('mirrors everybody with something to look at', async () => {
    app = await createTestApp({ variables })
    await vi.waitFor(async () => expect(await app.db.select().from(users)).toHaveLength(4), 5_000)
    await expect(app.clientFor('grace@example.com').user.profile.query()).resolves.toMatchObject({ bio: expect.stringContaining('nanosecond'), timeZone: 'America/New_York' })
  })

  it('leaves alone, at the next start, what a user has changed', async () => {
    const kept = await openTemplate()
    const lasting: Database = { ...kept, close: async () => {} }
    app = await createTestApp({ variables, open: async () => lasting })
    await vi.waitFor(async () => expect(await app.db.select().from(users)).toHaveLength(4), 5_000)
    const change = { displayName: 'Countess', bio: '', timeZone: 'Europe/Rome' }
    await app.clientFor('ada@example.com').user.updateProfile.mutate(change)
    const [before] = await app.db.select().from(users)
    await app.close()

    app = await createTestApp({ variables, open: async () => kept })
    await vi.waitFor(async () => {
      const rows = await app.db.select().from(users)
      expect(rows).toHaveLength(4)
      expect(rows.every(({ updatedAt }) => updatedAt > before!.createdAt)).toBe(true)
      expect(rows.every(({ imageUrl }) => imageUrl?.startsWith(app.clerk.url))).toBe(true)
    }, 5_000)
    await expect(app.clientFor('ada@example.com').user.profile.query()).resolves.toMatchObject(change)
  })

  it('is skipped with one line while Clerk is down, and the start does not wait for it', async () => {
    app = await createTestApp({ variables, prepare: (clerk) => clerk.fail('GET /v1/users', 503) })
    expect((await fetch(`${app.url}/health/ready`)).status).toBe(200)
    await vi.waitFor(() => expect(app.logLines.filter(({ context }) => context === 'Seed')).toHaveLength(1), 5_000)
    expect(app.logLines.find(({ context }) => context === 'Seed')).toMatchObject({ msg: expect.stringContaining('skipped') })
  })
})
