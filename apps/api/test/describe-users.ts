import type { Logger } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../src/db/database.ts'
import { users } from '../src/db/schema.ts'
import { createTestApp, type TestApp } from './create-test-app.ts'

const ADA = 'ada@example.com'
const change = { displayName: 'Countess', bio: 'Notes on the engine.', timeZone: 'Europe/Rome' }

/** What holds of users on either database. */
export function describeUsers(open?: (logger: Logger) => Promise<Database>): void {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp({ open })
  })
  beforeEach(async () => {
    app.clerk.reset()
    await app.db.delete(users)
    app.statements.length = 0
  })
  afterAll(() => app.close())

  const fetches = () => app.clerk.requests.filter(({ path }) => path.startsWith('/v1/users/')).length

  describe('the first call of a user', () => {
    it('mirrors them from Clerk', async () => {
      await expect(app.clientFor(ADA).user.profile.query()).resolves.toEqual({
        id: 'user_ada000000000000000000000000',
        email: ADA,
        displayName: 'Ada Lovelace',
        imageUrl: expect.stringMatching(/^http:\/\/localhost:\d+\/avatars\/A\.svg$/),
        bio: '',
        timeZone: 'UTC',
        createdAt: expect.any(Date),
      })
    })

    it('fifty at once make one row and one fetch', async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => app.clientFor(ADA).user.profile.query()))
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
      expect(await app.db.select().from(users)).toHaveLength(1)
      expect(fetches()).toBe(1)
    })

    it('is the only one that asks Clerk', async () => {
      const ada = app.clientFor(ADA)
      await ada.user.profile.query()
      await ada.user.profile.query()
      await ada.user.updateProfile.mutate(change)
      expect(fetches()).toBe(1)
    })

    it('may be a change', async () => {
      await expect(app.clientFor(ADA).user.updateProfile.mutate(change)).resolves.toMatchObject(change)
    })

    it('says 503 while Clerk does not answer, leaves nothing behind, and works when it does', async () => {
      app.clerk.fail('GET /v1/users/:id', 500, { times: 1 })
      await expect(app.clientFor(ADA).user.profile.query()).rejects.toMatchObject({ data: { code: 'SERVICE_UNAVAILABLE', httpStatus: 503 } })
      expect(await app.db.select().from(users)).toHaveLength(0)
      await expect(app.clientFor(ADA).user.profile.query()).resolves.toMatchObject({ email: ADA })
    })

    it('gives up on a slow Clerk after two seconds', async () => {
      app.clerk.latency('GET /v1/users/:id', 2_500)
      const started = performance.now()
      await expect(app.clientFor(ADA).user.profile.query()).rejects.toMatchObject({ data: { httpStatus: 503 } })
      expect(performance.now() - started).toBeGreaterThan(1_900)
    })

    it('of somebody whom Clerk has deleted says so', async () => {
      app.clerk.fail('GET /v1/users/:id', 404)
      await expect(app.clientFor(ADA).user.profile.query()).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } })
    })
  })

  describe('a profile', () => {
    it('is changed by its owner and seen by nobody else', async () => {
      const [ada, linus] = [app.clientFor(ADA), app.clientFor('linus@example.com')]
      const before = await linus.user.profile.query()
      await ada.user.updateProfile.mutate(change)
      await expect(ada.user.profile.query()).resolves.toMatchObject(change)
      await expect(linus.user.profile.query()).resolves.toEqual(before)
    })

    it('takes no invalid value, and says by field why', async () => {
      const wrong = app.clientFor(ADA).user.updateProfile.mutate({ displayName: ' ', bio: 'x'.repeat(281), timeZone: 'Mars/Olympus' })
      await expect(wrong).rejects.toMatchObject({
        data: {
          code: 'BAD_REQUEST',
          fieldErrors: { displayName: ['Enter a name.'], bio: ['Use at most 280 characters.'], timeZone: [expect.stringContaining('time zone')] },
        },
      })
    })

    it('takes no character that the database cannot store, and says by field so', async () => {
      const wrong = app.clientFor(ADA).user.updateProfile.mutate({ ...change, displayName: 'A\0da', bio: '\uD83D' })
      const why = [expect.stringContaining('cannot be stored')]
      await expect(wrong).rejects.toMatchObject({ data: { code: 'BAD_REQUEST', fieldErrors: { displayName: why, bio: why } } })
      await expect(app.clientFor(ADA).user.updateProfile.mutate({ ...change, bio: 'one\ntwo 😀' })).resolves.toMatchObject({ bio: 'one\ntwo 😀' })
    })

    it('has a version that grows with each change', async () => {
      const versions: number[] = []
      for (const displayName of ['One', 'Two', 'Three']) {
        await app.clientFor(ADA).user.updateProfile.mutate({ ...change, displayName })
        versions.push((await app.db.select().from(users))[0]!.version)
      }
      expect(versions).toEqual([2, 3, 4])
    })

    it('takes no field that is not the user’s to change', async () => {
      const smuggled = { ...change, id: 'user_linus0000000000000000000000', email: 'other@example.com' }
      await expect(app.clientFor(ADA).user.updateProfile.mutate(smuggled)).rejects.toMatchObject({ data: { fieldErrors: { id: [expect.any(String)], email: [expect.any(String)] } } })
    })

    it('is what REST answers too, by Bearer token and by cookie', async () => {
      const expected = JSON.parse(JSON.stringify(await app.clientFor(ADA).user.profile.query()))
      const token = await app.clerk.token(ADA)
      for (const headers of [{ authorization: `Bearer ${token}` }, { cookie: `__session=${token}` }] as Record<string, string>[]) { // each has one of the two
        const response = await fetch(`${app.url}/api/profile`, { headers })
        expect(response.status).toBe(200)
        expect(await response.json()).toEqual(expected)
      }
    })

    it('is refused by REST without a good token', async () => {
      const statusOf = async (headers: Record<string, string>) => (await fetch(`${app.url}/api/profile`, { headers })).status
      expect(await statusOf({})).toBe(401)
      expect(await statusOf({ authorization: 'Bearer forged' })).toBe(401)
      expect(await statusOf({ authorization: `Bearer ${await app.clerk.token(ADA, { expiresIn: -10 })}` })).toBe(401)
      expect(await statusOf({ cookie: `__session=${await app.clerk.token(ADA, { azp: 'http://localhost:9999' })}` })).toBe(401)
    })
  })

  it('runs no SQL for a call that needs no row', async () => {
    await app.clientFor(ADA).system.info.query()
    await app.clientFor().user.profile.query().catch(() => null)
    expect(app.statements).toEqual([])
  })
}
