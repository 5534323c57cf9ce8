import { verifyToken } from '@clerk/backend'
import { describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()

const claimsOf = async (request = {}) => verifyToken(await local.token('ada@example.com', request), { jwtKey: local.jwtKey })

describe('a session token', () => {
  it('is of version 1 where the instance is older, with the organization in claims of its own', async () => {
    local.changeSettings({ sessionTokenVersion: 'v1' })
    const claims = await claimsOf()
    expect(claims).toMatchObject({ org_slug: 'acme', org_role: 'org:admin', org_permissions: expect.arrayContaining(['org:ticket:create']) })
    expect([claims.v, claims.o]).toEqual([undefined, undefined])
  })

  it('carries the instance’s own claims, with what shortcodes stand for', async () => {
    const { id } = (await sdk(local).users.getUserList({ emailAddress: ['ada@example.com'] })).data[0] ?? { id: '' }
    await sdk(local).users.updateUserMetadata(id, { publicMetadata: { plan: { seats: 5 } }, privateMetadata: { secret: 'x' } })
    local.changeSettings({
      sessionClaims: {
        mail: '{{user.primary_email_address}}',
        name: '{{user.full_name}}',
        seats: '{{user.public_metadata.plan.seats}}',
        metadata: '{{user.public_metadata}}',
        org: { slug: '{{org.slug}}', role: '{{org.role}}' },
        theme: "{{user.unsafe_metadata.theme || 'light'}}",
        secret: '{{user.private_metadata.secret}}',
      },
    })
    expect(await claimsOf()).toMatchObject({
      mail: 'ada@example.com',
      name: 'Ada Lovelace',
      seats: 5,
      metadata: { plan: { seats: 5 } },
      org: { slug: 'acme', role: 'org:admin' },
      theme: 'light',
      secret: null,
    })
    expect(await claimsOf({ organization: null })).toMatchObject({ org: { slug: null, role: null } })
  })

  it('keeps Clerk’s claims, whatever the instance’s own are called', async () => {
    local.changeSettings({ sessionClaims: { sub: 'somebody else', v: 1, iss: 'https://evil.example' } })
    expect(await claimsOf()).toMatchObject({ sub: 'user_ada000000000000000000000000', v: 2, iss: local.issuer })
  })

  it('packs permissions so that the SDK finds each of them, and none that is not there', async () => {
    local.changeSettings({ roles: { 'org:admin': { name: 'Admin', permissions: ['org:ticket:close', 'org:ticket:read', 'org:bill:read', 'org:sys_profile:manage'] } } })
    const request = new Request('http://localhost:3000/', { headers: { authorization: `Bearer ${await local.token('ada@example.com')}` } })
    const auth = (await sdk(local).authenticateRequest(request, { jwtKey: local.jwtKey })).toAuth()
    if (auth?.userId == null) throw new Error('Nobody is signed in.')
    expect(auth.orgPermissions?.toSorted()).toEqual(['org:bill:read', 'org:ticket:close', 'org:ticket:read'])
    expect([auth.has({ permission: 'org:ticket:close' }), auth.has({ permission: 'org:bill:close' }), auth.has({ role: 'org:admin' })]).toEqual([true, false, true])
  })
})

describe('a session’s time', () => {
  const token = async (browser: Browser, id: string) => (await browser.raw('POST', `/v1/client/sessions/${id}/tokens`)).status

  it('runs out, for a session that nobody has used for as long as the instance allows', async () => {
    local.changeSettings({ sessionInactivitySeconds: 600 })
    const browser = new Browser(local)
    const { id } = await browser.signIn('ada@example.com')
    for (const _ of [1, 2, 3]) {
      local.clock.advance(500_000)
      expect(await token(browser, id)).toBe(200)
    }
    local.clock.advance(601_000)
    expect(await token(browser, id)).toBe(401)
    expect((await sdk(local).sessions.getSession(id)).status).toBe('abandoned')
  })
})
