import { createClerkClient } from '@clerk/backend'
import { eq, sql } from 'drizzle-orm'
import type { Logger } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { DATABASE, type Database } from '../src/db/database.ts'
import { events, memberships, organizations, users } from '../src/db/schema.ts'
import { reconciliationParts } from '../src/mirror/reconciliation-parts.ts'
import { Reconciliation, type Difference } from '../src/mirror/reconciliation.ts'
import { createTestApp, type TestApp } from './create-test-app.ts'

const [ACME, GLOBEX] = ['org_acme00000000000000000000000', 'org_globex000000000000000000000']
const GRACE = 'user_grace0000000000000000000000'
const OLD = new Date('2020-01-01')

/** What holds of the comparison with Clerk on either database. */
export function describeReconciliation(open?: (logger: Logger) => Promise<Database>): void {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp({ open })
  })
  beforeEach(async () => {
    app.clerk.reset()
    await app.db.execute(sql`truncate ${users}, ${organizations}, ${memberships}, ${events}`)
  })
  afterAll(() => app.close())

  const sdk = () => createClerkClient({ secretKey: app.clerk.secretKey, apiUrl: app.clerk.url, telemetry: { disabled: true } })

  async function reconcile(dryRun = false): Promise<{ found: string[]; progress: string }> {
    const found: string[] = []
    let progress = ''
    const onDifference = ({ kind, what }: Difference) => void found.push(`${what} ${kind}`)
    await new Reconciliation(reconciliationParts(app.app.get(DATABASE), sdk()), { dryRun, onDifference, onProgress: (done, total) => (progress = `${done}/${total}`) }).run()
    return { found: found.toSorted(), progress }
  }

  const rows = async () => ({ users: await app.db.select().from(users), organizations: await app.db.select().from(organizations), memberships: await app.db.select().from(memberships) })
  const living = async () => {
    const all = await rows()
    const idsOf = (kept: { id: string; deletedAt: Date | null }[]) => kept.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id)
    return { users: idsOf(all.users), organizations: idsOf(all.organizations), memberships: idsOf(all.memberships.map((row) => ({ ...row, id: row.membershipId }))) }
  }
  const graceMember = async () => (await app.db.select().from(memberships).where(eq(memberships.userId, GRACE)))[0]
  const graceUser = async () => (await app.db.select().from(users).where(eq(users.id, GRACE)))[0]
  const told = async () => (await app.db.select().from(events)).map(({ topic, scope, data }) => `${topic} ${scope} ${data['ended'] ?? data['sessionId'] ?? ''}`.trim())

  it('fills an empty mirror, and finds nothing the second time', async () => {
    const first = await reconcile()
    expect(first.found.filter((found) => found === 'missing user')).toHaveLength(4)
    expect(first.found.filter((found) => found === 'missing organization')).toHaveLength(2)
    expect(first.found.filter((found) => found === 'missing membership')).toHaveLength(4)
    expect(first.progress).toBe('6/6')
    expect((await living()).memberships).toHaveLength(4)
    expect((await reconcile()).found).toEqual([])
  })

  it('finds every kind of difference without changing anything where it is asked to', async () => {
    expect((await reconcile(true)).found).toHaveLength(10)
    expect(await living()).toEqual({ users: [], organizations: [], memberships: [] })
    await reconcile()
    await app.db.update(users).set({ clerkUpdatedAt: OLD }).where(eq(users.id, GRACE))
    await sdk().organizations.deleteOrganization(GLOBEX)
    await app.db.delete(events)
    const before = await rows()
    expect((await reconcile(true)).found).toEqual(['gone organization', 'stale user'])
    expect(await rows()).toEqual(before)
    expect(await told()).toEqual([])
  })

  it('repairs what is stale and buries what is gone, and tells of it', async () => {
    await reconcile()
    await app.db.update(users).set({ clerkUpdatedAt: OLD, email: 'old@example.com', displayName: 'Amazing Grace' }).where(eq(users.id, GRACE))
    await app.db.update(organizations).set({ clerkUpdatedAt: OLD, name: 'Old' }).where(eq(organizations.id, ACME))
    await app.db.update(memberships).set({ clerkUpdatedAt: OLD, role: 'org:admin' }).where(eq(memberships.userId, GRACE))
    await app.db.insert(users).values({ id: 'user_gone', email: 'gone@example.com', displayName: 'Gone' })
    await sdk().organizations.deleteOrganization(GLOBEX)
    await app.db.delete(events)
    expect((await reconcile()).found).toEqual(['gone organization', 'gone user', 'stale membership', 'stale organization', 'stale user'])
    expect(await graceUser()).toMatchObject({ email: 'grace@example.com', displayName: 'Amazing Grace' })
    expect(await graceMember()).toMatchObject({ role: 'org:member', organizationId: ACME })
    const left = await living()
    expect(left.users).not.toContain('user_gone')
    expect(left.organizations).toEqual([ACME])
    expect(left.memberships).toHaveLength(3)
    expect(await told()).toEqual(expect.arrayContaining([`profile ${GRACE}`, `membership ${GRACE} 0`, 'revocation user_gone', expect.stringMatching(/^membership user_linus\w+ 1$/)]))
    expect((await reconcile()).found).toEqual([])
  })

  it('finds other permissions under the same time, as a role leaves them that was changed', async () => {
    await reconcile()
    await app.db.update(memberships).set({ permissions: [] }).where(eq(memberships.userId, GRACE))
    expect((await reconcile()).found).toEqual(['stale membership'])
    expect((await graceMember())?.permissions).not.toEqual([])
  })

  it('ends a membership that has ended, and begins one that has begun anew', async () => {
    await reconcile()
    await sdk().organizations.deleteOrganizationMembership({ organizationId: ACME, userId: GRACE })
    expect((await reconcile()).found).toEqual(['gone membership'])
    await sdk().organizations.createOrganizationMembership({ organizationId: ACME, userId: GRACE, role: 'org:agent' })
    expect((await reconcile()).found).toContain('missing membership')
    expect(await graceMember()).toMatchObject({ role: 'org:agent', deletedAt: null })
    expect((await reconcile()).found).toEqual([])
  })

  it('ends what goes on though its organization or its user is buried, whatever Clerk’s lists still say', async () => {
    await reconcile()
    const at = new Date()
    await app.db.update(organizations).set({ deletedAt: at }).where(eq(organizations.id, GLOBEX))
    await app.db.update(users).set({ deletedAt: at }).where(eq(users.id, GRACE))
    await app.db.delete(events)
    expect((await reconcile()).found).toEqual(['gone membership', 'gone membership'])
    expect(await graceMember()).toMatchObject({ deletedAt: at })
    expect((await living()).memberships).toHaveLength(2)
    expect(await told()).toEqual(expect.arrayContaining([`membership ${GRACE} 1`, expect.stringMatching(/^membership user_linus\w+ 1$/)]))
    expect((await reconcile()).found).toEqual([])
  })

  it('leaves buried what is buried, and alone what is newer than Clerk’s page', async () => {
    await reconcile()
    const later = new Date(Date.now() + 60_000)
    await app.db.update(memberships).set({ deletedAt: later, clerkUpdatedAt: later }).where(eq(memberships.userId, GRACE))
    await app.db.update(users).set({ clerkUpdatedAt: later, email: 'newer@example.com' }).where(eq(users.id, GRACE))
    expect((await reconcile()).found).toEqual([])
    expect(await graceMember()).toMatchObject({ deletedAt: later })
    expect(await graceUser()).toMatchObject({ email: 'newer@example.com' })
  })

  it('finds nothing to do where messages have come', async () => {
    await reconcile()
    app.clerk.webhooks.add({ url: `${app.url}/webhooks/clerk` })
    await sdk().users.updateUser(GRACE, { lastName: 'Murray' })
    await sdk().organizations.updateOrganization(ACME, { name: 'Acme and Sons' })
    await sdk().organizations.updateOrganizationMembership({ organizationId: ACME, userId: GRACE, role: 'org:agent' })
    const { updatedAt } = await sdk().users.getUser(GRACE)
    await vi.waitFor(async () => {
      expect(await graceMember()).toMatchObject({ role: 'org:agent' })
      expect((await graceUser())?.clerkUpdatedAt).toEqual(new Date(updatedAt))
      expect(await app.db.select().from(organizations).where(eq(organizations.id, ACME))).toMatchObject([{ name: 'Acme and Sons' }])
    }, 5_000)
    expect((await reconcile()).found).toEqual([])
  })

  it('waits where Clerk says that it was asked too often', async () => {
    app.clerk.fail('GET /v1/users', 429, { times: 1 })
    expect((await reconcile()).found).toHaveLength(10)
  })
}
