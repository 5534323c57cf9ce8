import { createClerkClient, verifyToken } from '@clerk/backend'
import { describe, expect, it } from 'vitest'
import { sdk } from '../test/sdk.ts'
import { standIn } from '../test/stand-in.ts'
import { createClerkLocal } from './clerk-local.ts'

const local = await standIn()
const clerk = sdk(local)

describe('a token', () => {
  it('is verified by the SDK, with the key or with the published keys', async () => {
    const token = await local.token('ada@example.com')
    const withKey = await verifyToken(token, { jwtKey: local.jwtKey, authorizedParties: ['http://localhost:3000'] })
    const withKeys = await verifyToken(token, { secretKey: local.secretKey, apiUrl: local.env.api()['CLERK_API_URL'] })
    expect(withKey).toMatchObject({ sub: 'user_ada000000000000000000000000', iss: local.issuer, v: 2, sts: 'active' })
    expect(withKeys).toEqual(withKey)
  })

  it('carries the organization that was joined last, another one, or none', async () => {
    const claims = async (organization?: string | null) =>
      (await verifyToken(await local.token('alan@example.com', organization === undefined ? {} : { organization }), { jwtKey: local.jwtKey })).o
    expect(await claims()).toEqual({ id: expect.stringMatching(/^org_acme/), slg: 'acme', rol: 'agent', per: 'assign,comment,create,status', fpm: '15' })
    expect(await claims('acme')).toMatchObject({ slg: 'acme' })
    expect(await claims('globex')).toBeUndefined()
    expect(await claims(null)).toBeUndefined()
    const { id } = await clerk.organizations.createOrganization({ name: 'Initech', createdBy: 'user_alan00000000000000000000000' })
    expect(await claims()).toMatchObject({ id })
  })

  it('can be expired from the start, and expires when the clock advances', async () => {
    await expect(verifyToken(await local.token('ada@example.com', { expiresIn: -10 }), { jwtKey: local.jwtKey })).rejects.toMatchObject({ reason: 'token-expired' })
    local.clock.advance(-120_000)
    await expect(verifyToken(await local.token('ada@example.com'), { jwtKey: local.jwtKey })).rejects.toMatchObject({ reason: 'token-expired' })
  })

  it('lives as long as it is told to', async () => {
    local.setTokenLifetime(5)
    const { exp, iat } = await verifyToken(await local.token('ada@example.com'), { jwtKey: local.jwtKey })
    expect(exp - iat).toBe(5)
  })
})

describe('the Backend API', () => {
  it('finds, counts, creates, changes and deletes users', async () => {
    expect(await clerk.users.getCount()).toBe(4)
    const created = await clerk.users.createUser({ emailAddress: ['Edsger@example.com'], password: 'structured-1', firstName: 'Edsger' })
    expect(created.primaryEmailAddress?.emailAddress).toBe('edsger@example.com')
    await clerk.users.updateUserMetadata(created.id, { publicMetadata: { plan: 'pro' }, privateMetadata: { note: 'x' } })
    await clerk.users.updateUser(created.id, { lastName: 'Dijkstra' })
    expect(await clerk.users.getUser(created.id)).toMatchObject({ fullName: 'Edsger Dijkstra', publicMetadata: { plan: 'pro' }, privateMetadata: { note: 'x' } })
    expect((await clerk.users.getUserList({ emailAddress: ['edsger@example.com'] })).data.map(({ id }) => id)).toEqual([created.id])
    await clerk.users.deleteUser(created.id)
    await expect(clerk.users.getUser(created.id)).rejects.toMatchObject({ status: 404 })
  })

  it('pages, orders and searches users', async () => {
    const emails = async (params: Parameters<typeof clerk.users.getUserList>[0]) => {
      const { data, totalCount } = await clerk.users.getUserList(params)
      return [totalCount, data.map(({ primaryEmailAddress }) => primaryEmailAddress?.emailAddress.split('@')[0])]
    }
    expect(await emails({ limit: 2, orderBy: '+created_at' })).toEqual([4, ['ada', 'alan']])
    expect(await emails({ limit: 2, offset: 2, orderBy: '+created_at' })).toEqual([4, ['grace', 'linus']])
    expect(await emails({ query: 'HOPPER' })).toEqual([1, ['grace']])
    expect(await emails({ emailAddress: ['linus@example.com', 'alan@example.com'], orderBy: '-created_at' })).toEqual([2, ['linus', 'alan']])
  })

  it('refuses an email address that somebody has, and a short password', async () => {
    await expect(clerk.users.createUser({ emailAddress: ['ada@example.com'] })).rejects.toMatchObject({ status: 422, errors: [{ code: 'form_identifier_exists' }] })
    await expect(clerk.users.createUser({ emailAddress: ['x@example.com'], password: 'short' })).rejects.toMatchObject({ errors: [{ code: 'form_password_length_too_short' }] })
  })

  it('lists and revokes sessions and gives tokens for them', async () => {
    const session = await clerk.sessions.createSession({ userId: 'user_ada000000000000000000000000' })
    const { jwt } = await clerk.sessions.getToken(session.id)
    expect((await verifyToken(jwt, { jwtKey: local.jwtKey })).sid).toBe(session.id)
    expect((await clerk.sessions.revokeSession(session.id)).status).toBe('revoked')
    const listed = await clerk.sessions.getSessionList({ userId: session.userId, status: 'revoked' })
    expect([listed.totalCount, listed.data.map(({ id }) => id)]).toEqual([1, [session.id]])
    await expect(clerk.sessions.getToken(session.id)).rejects.toMatchObject({ status: 401, errors: [{ code: 'authentication_invalid' }] })
  })

  it('gives sign-in tokens and testing tokens', async () => {
    expect((await clerk.signInTokens.createSignInToken({ userId: 'user_ada000000000000000000000000', expiresInSeconds: 60 })).token).toBeTruthy()
    expect((await clerk.testingTokens.createTestingToken()).token).toBeTruthy()
  })

  it('lists organizations, members and memberships, the newest first', async () => {
    expect((await clerk.organizations.getOrganizationList()).data.map(({ slug }) => slug)).toEqual(['globex', 'acme'])
    const { data } = await clerk.users.getOrganizationMembershipList({ userId: 'user_grace0000000000000000000000' })
    expect(data.map(({ role, organization }) => [role, organization.slug])).toEqual([['org:member', 'acme']])
    const { id } = await clerk.organizations.getOrganization({ slug: 'acme' })
    const members = await clerk.organizations.getOrganizationMembershipList({ organizationId: id })
    expect([members.totalCount, members.data.map(({ publicUserData }) => publicUserData?.identifier)]).toEqual([3, ['grace@example.com', 'alan@example.com', 'ada@example.com']])
  })

  it('refuses another secret key', async () => {
    const stranger = createClerkClient({ secretKey: 'sk_test_somebodyElses', apiUrl: local.url, telemetry: { disabled: true } })
    await expect(stranger.users.getCount()).rejects.toMatchObject({ status: 401 })
  })

  it('answers 501 for what it does not serve', async () => {
    const response = await fetch(`${local.url}/v1/billing/plans`, { headers: { authorization: `Bearer ${local.secretKey}` } })
    expect(response.status).toBe(501)
    expect(await response.json()).toMatchObject({ errors: [{ message: expect.stringContaining('GET /v1/billing/plans') }] })
  })
})

describe('in a test', () => {
  it('fails and delays the routes it is told to, as often as it is told to', async () => {
    local.fail('GET /v1/users/:id', 503, { times: 1 })
    await expect(clerk.users.getUser('user_ada000000000000000000000000')).rejects.toMatchObject({ status: 503 })
    await expect(clerk.users.getUser('user_ada000000000000000000000000')).resolves.toMatchObject({ firstName: 'Ada' })
    expect(() => local.fail('GET /v1/user/:id', 503)).toThrow('no route')
    expect(local.requests.filter(({ path }) => path.startsWith('/v1/users/')).map(({ status }) => status)).toEqual([503, 200])
  })

  it('goes back to the seed, without faults', async () => {
    await clerk.users.createUser({ emailAddress: ['x@example.com'], skipPasswordRequirement: true })
    local.fail('GET /v1/users/count', 503)
    local.reset()
    expect(await clerk.users.getCount()).toBe(4)
  })

  it('starts from a seed of its own and refuses one that names nobody', async () => {
    const seed = { users: [{ email: 'solo@example.com', password: 'just-me-1' }], organizations: [], roles: {} }
    const other = await createClerkLocal({ seed })
    try {
      expect((await sdk(other).users.getUserList()).data.map(({ primaryEmailAddress }) => primaryEmailAddress?.emailAddress)).toEqual(['solo@example.com'])
    } finally {
      await other.close()
    }
    const dangling = { ...seed, organizations: [{ name: 'A', slug: 'a', members: { 'who@example.com': 'org:admin' } }] }
    await expect(createClerkLocal({ seed: dangling })).rejects.toThrow('who@example.com')
  })
})
