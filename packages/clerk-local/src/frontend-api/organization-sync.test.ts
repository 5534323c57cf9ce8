import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const APP = 'http://localhost:3000'
const local = await standIn()
let browser: Browser
beforeEach(async () => {
  browser = new Browser(local)
  const { organizations, users } = sdk(local)
  const [linus] = (await users.getUserList({ emailAddress: ['linus@example.com'] })).data
  const acme = await organizations.getOrganization({ slug: 'acme' })
  await browser.signIn('linus@example.com')
  await organizations.createOrganizationMembership({ organizationId: acme.id, userId: linus?.id ?? '', role: 'org:member' })
})

/** What an app's middleware does with a page whose address names an organization; it ends where no redirect follows. */
async function visit(path: string) {
  const asked: string[] = []
  browser.cookies.delete('__clerk_redirect_count') // lives for two seconds
  let address = new URL(path, APP)
  for (let step = 0; step < 12; step++) {
    const headers = { cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; '), accept: 'text/html', 'sec-fetch-dest': 'document' }
    const state = await sdk(local).authenticateRequest(new Request(address, { headers }), {
      jwtKey: local.jwtKey,
      organizationSyncOptions: { organizationPatterns: ['/teams/:slug', '/teams/:slug/(.*)', '/by-id/:id'], personalAccountPatterns: ['/me'] },
    })
    for (const line of state.headers.getSetCookie()) browser.keep(line)
    const location = state.headers.get('location')
    if (location === null) return { asked, auth: state.toAuth() }
    const target = new URL(location)
    if (target.pathname.endsWith('/v1/client/handshake')) {
      asked.push(target.searchParams.get('organization_id') ?? '-')
      address = new URL((await browser.raw('GET', `/v1/client/handshake${target.search}`)).headers.get('location') ?? '')
    } else address = target
  }
  throw new Error(`${path} redirects for ever.`)
}

it('activates the organization in a page’s address, by slug or id, and none on a personal page', async () => {
  expect((await visit('/')).auth).toMatchObject({ orgSlug: 'globex' })
  expect(await visit('/teams/acme/settings')).toMatchObject({ asked: ['acme'], auth: { orgSlug: 'acme', orgRole: 'org:member' } })
  expect(await visit('/teams/acme')).toMatchObject({ asked: [], auth: { orgSlug: 'acme' } })
  expect(await visit('/me')).toMatchObject({ asked: [''], auth: { orgId: undefined } })
  const { id } = await sdk(local).organizations.getOrganization({ slug: 'globex' })
  expect(await visit(`/by-id/${id}`)).toMatchObject({ asked: [id], auth: { orgSlug: 'globex', orgRole: 'org:admin' } })
})

it('leaves the active one alone where the address names a stranger’s, without redirecting for ever', async () => {
  expect((await visit('/')).auth).toMatchObject({ orgSlug: 'globex' })
  await sdk(local).organizations.createOrganization({ name: 'Secret', slug: 'secret' })
  expect((await visit('/teams/secret')).auth).toMatchObject({ orgSlug: 'globex' })
})
