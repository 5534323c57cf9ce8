import { describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()
const clerk = sdk(local)

const ADA = 'user_ada000000000000000000000000'

describe('the instance', () => {
  it('is shown, and takes the settings that mean something here', async () => {
    expect(await clerk.instance.get()).toMatchObject({ environmentType: 'development', allowedOrigins: null })
    await clerk.instance.update({ supportEmail: 'help@example.com', allowedOrigins: ['chrome-extension://abc'], developmentOrigin: 'http://localhost:3100/start', preferredSignInStrategyWhenPasswordRequired: 'otp', hibp: true })
    expect(await clerk.instance.get()).toMatchObject({ allowedOrigins: ['chrome-extension://abc'] })
    expect(local.settings).toMatchObject({ supportEmail: 'help@example.com', appOrigin: 'http://localhost:3100', preferredSignIn: 'otp' })
    await expect(clerk.instance.update({ developmentOrigin: 'nowhere' })).rejects.toMatchObject({ status: 422 })
  })

  it('puts restrictions in force one by one', async () => {
    expect(await clerk.instance.updateRestrictions({ allowlist: true, blockEmailSubaddresses: true })).toMatchObject({ allowlist: true, blocklist: false, blockEmailSubaddresses: true, ignoreDotsForGmailAddresses: false })
    expect(await clerk.instance.updateRestrictions({ allowlist: null, blocklist: true })).toMatchObject({ allowlist: true, blocklist: true })
  })

  it('shows and changes what holds for organizations', async () => {
    const [member] = (await clerk.organizationRoles.getOrganizationRoleList({ query: 'agent' })).data
    const changed = await clerk.instance.updateOrganizationSettings({ maxAllowedMemberships: 7, domainsEnabled: true, domainsEnrollmentModes: ['automatic_invitation'], domainsDefaultRoleId: member?.id ?? '', adminDeleteEnabled: false })
    expect(changed).toMatchObject({ enabled: true, maxAllowedMemberships: 7, domainsEnabled: true, domainsEnrollmentModes: ['automatic_invitation'], domainsDefaultRole: 'org:agent', creatorRole: 'org:admin', adminDeleteEnabled: false })
    expect(await clerk.instance.getOrganizationSettings()).toMatchObject({ maxAllowedMemberships: 7, slugDisabled: false })
    await expect(clerk.instance.updateOrganizationSettings({ domainsEnrollmentModes: ['by_magic'] })).rejects.toMatchObject({ status: 422 })
    await expect(clerk.instance.updateOrganizationSettings({ creatorRoleId: 'role_nobody' })).rejects.toMatchObject({ status: 404 })
  })
})

describe('domains', () => {
  it('are the instance’s own, which stays, and satellites', async () => {
    const satellite = await clerk.domains.add({ name: 'Shop.localhost:3000', is_satellite: true })
    expect(satellite).toMatchObject({ name: 'shop.localhost:3000', isSatellite: true, developmentOrigin: 'http://localhost:3000' })
    const { data, totalCount } = await clerk.domains.list()
    expect(totalCount).toBe(2)
    expect(data[1]).toMatchObject({ name: 'clerk.throughline.localhost', isSatellite: false })
    expect(await clerk.domains.update({ domainId: satellite.id, proxy_url: 'http://localhost:3000/__clerk' })).toMatchObject({ proxyUrl: 'http://localhost:3000/__clerk' })
    for (const name of ['https://a.b', 'shop.localhost:3000']) await expect(clerk.domains.add({ name, is_satellite: true })).rejects.toMatchObject({ status: 422 })
    await expect(clerk.domains.delete(data[1]?.id ?? '')).rejects.toMatchObject({ status: 403 })
    expect(await clerk.domains.delete(satellite.id)).toMatchObject({ deleted: true })
    await expect(clerk.domains.deleteDomain(satellite.id)).rejects.toMatchObject({ status: 404 })
    await expect(clerk.betaFeatures.changeDomain({ homeUrl: 'https://www.example.com' })).rejects.toMatchObject({ status: 400 })
  })

  it('are checked for a proxy that leads here, on this machine only', async () => {
    const [{ id: domainId } = { id: '' }] = (await clerk.domains.list()).data
    expect(await clerk.proxyChecks.verify({ domainId, proxyUrl: `${local.url}/i/dev` })).toMatchObject({ successful: true, domainId })
    for (const proxyUrl of [`${local.url}/nowhere`, 'http://169.254.169.254/latest']) expect(await clerk.proxyChecks.verify({ domainId, proxyUrl })).toMatchObject({ successful: false, proxyUrl })
  })
})

describe('redirect URLs', () => {
  it('are kept once each, and never run in a page', async () => {
    const { id } = await clerk.redirectUrls.createRedirectUrl({ url: 'my-app://callback' })
    expect(await clerk.redirectUrls.getRedirectUrl(id)).toMatchObject({ url: 'my-app://callback' })
    for (const url of ['my-app://callback', 'javascript:alert(1)', 'nonsense']) await expect(clerk.redirectUrls.createRedirectUrl({ url })).rejects.toMatchObject({ status: expect.any(Number) })
    expect(await clerk.redirectUrls.getRedirectUrlList()).toMatchObject({ data: [{ id }], totalCount: 1 })
    await clerk.redirectUrls.deleteRedirectUrl(id)
    await expect(clerk.redirectUrls.getRedirectUrl(id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('an enterprise’s identity provider', () => {
  it('is kept with what lies deeper, changed field by field, and listed for its organization', async () => {
    const { id: organizationId } = await clerk.organizations.getOrganization({ slug: 'acme' })
    const created = await clerk.enterpriseConnections.createEnterpriseConnection({ name: 'Acme', provider: 'saml_okta', domains: ['Acme.com'], organizationId, saml: { idpEntityId: 'okta', forceAuthn: true, loginHint: { mode: 'off' } } })
    expect(created).toMatchObject({ domains: ['acme.com'], active: false, organizationId, samlConnection: { idpEntityId: 'okta', forceAuthn: true, loginHint: { mode: 'off' } }, oauthConfig: null })
    const changed = await clerk.enterpriseConnections.updateEnterpriseConnection(created.id, { active: true, saml: { idpSsoUrl: 'https://okta.example/sso' } })
    expect(changed).toMatchObject({ active: true, name: 'Acme', samlConnection: { active: true, idpEntityId: 'okta', idpSsoUrl: 'https://okta.example/sso' } })
    const oidc = await clerk.enterpriseConnections.createEnterpriseConnection({ name: 'Globex', provider: 'oidc_custom' as 'saml_custom', domains: ['globex.com'], oidc: { clientId: 'abc', requiresPkce: true } }) // the SDK’s type names SAML alone, its documentation both
    expect(oidc).toMatchObject({ samlConnection: null, oauthConfig: { clientId: 'abc', requiresPkce: true } })
    const ids = async (params: object) => (await clerk.enterpriseConnections.getEnterpriseConnectionList(params)).data.map(({ id }) => id)
    expect(await ids({})).toEqual([oidc.id, created.id])
    expect(await ids({ organizationId })).toEqual([created.id])
    expect(await ids({ active: true })).toEqual([created.id])
    await expect(clerk.enterpriseConnections.createEnterpriseConnection({ name: 'Another', provider: 'saml_okta', domains: ['acme.com'] })).rejects.toMatchObject({ status: 422 })
    await clerk.enterpriseConnections.deleteEnterpriseConnection(created.id)
    await expect(clerk.enterpriseConnections.getEnterpriseConnection(created.id)).rejects.toMatchObject({ status: 404 })
  })

  it('is the same in the older API, as far as it is SAML', async () => {
    const created = await clerk.samlConnections.createSamlConnection({ name: 'Acme', provider: 'saml_google', domain: 'acme.com', idpEntityId: 'google', attributeMapping: { emailAddress: 'email' } })
    expect(created).toMatchObject({ domain: 'acme.com', idpEntityId: 'google', attributeMapping: { emailAddress: 'email', firstName: 'givenName' } })
    expect(await clerk.samlConnections.updateSamlConnection(created.id, { active: true, syncUserAttributes: false, allowSubdomains: true })).toMatchObject({ active: true, syncUserAttributes: false, allowSubdomains: true, idpEntityId: 'google' })
    expect(await clerk.enterpriseConnections.getEnterpriseConnection(created.id)).toMatchObject({ provider: 'saml_google', samlConnection: { idpEntityId: 'google', allowSubdomains: true } })
    expect((await clerk.samlConnections.getSamlConnectionList({ query: 'acm', orderBy: '-created_at' })).totalCount).toBe(1)
    expect(await clerk.samlConnections.getSamlConnection(created.id)).toMatchObject({ id: created.id, active: true })
    const { id: acme } = await clerk.organizations.getOrganization({ slug: 'acme' })
    await clerk.samlConnections.updateSamlConnection(created.id, { organizationId: acme })
    expect((await clerk.samlConnections.getSamlConnectionList({ organizationId: [`-${acme}`] })).totalCount).toBe(0)
    expect((await clerk.samlConnections.getSamlConnectionList({ organizationId: [`+${acme}`] })).totalCount).toBe(1)
    await clerk.samlConnections.deleteSamlConnection(created.id)
    expect((await clerk.enterpriseConnections.getEnterpriseConnectionList()).totalCount).toBe(0)
  })
})

describe('an email of an app', () => {
  const letter = { from: { address: 'shop@example.com', name: 'Shop' }, subject: 'Your receipt', text: 'Thanks.' }

  it('lies in the outbox, sent once for each idempotency key', async () => {
    const email = await clerk.emails.create({ ...letter, to: { userId: ADA } }, { idempotencyKey: 'order_1' })
    expect(email).toMatchObject({ toEmailAddress: 'ada@example.com', subject: 'Your receipt', bodyPlain: 'Thanks.', fromEmailName: 'Shop', userId: ADA, status: 'accepted' })
    expect(await clerk.emails.create({ ...letter, to: { userId: ADA } }, { idempotencyKey: 'order_1' })).toMatchObject({ id: email.id })
    await expect(clerk.emails.create({ ...letter, text: 'Other', to: { userId: ADA } }, { idempotencyKey: 'order_1' })).rejects.toMatchObject({ status: 409 })
    expect(local.outbox).toHaveLength(1)
    expect(await clerk.emails.get(email.id)).toMatchObject({ id: email.id, subject: 'Your receipt' })
  })

  it('is sent in batches, of which one that is wrong keeps no other', async () => {
    const results = await clerk.emails.createBatch([{ ...letter, to: { address: 'a@example.com' } }, { ...letter, to: { address: 'nobody' } }, { ...letter, to: { userId: 'user_nobody' } }])
    expect(results).toMatchObject([{ index: 0, statusCode: 200, email: { toEmailAddress: 'a@example.com' } }, { index: 1, statusCode: 422, errors: [{ code: 'form_param_format_invalid' }] }, { index: 2, statusCode: 404 }])
    expect(local.outbox).toHaveLength(1)
    const answer = await fetch(`${local.url}/v1/email/batch`, { method: 'POST', headers: { authorization: `Bearer ${local.secretKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ messages: [null, 'text', []] }) })
    expect(await answer.json()).toMatchObject([{ status_code: 422 }, { status_code: 422 }, { status_code: 422 }])
  })
})

describe('an agent’s task', () => {
  const task = { permissions: '*', taskDescription: 'Look around', redirectUrl: 'http://localhost:3000/start' }

  it('is a link that signs the user in, once, for as long as it was told to', async () => {
    const created = await clerk.agentTasks.create({ ...task, agentName: 'crawler', onBehalfOf: { identifier: 'ada@example.com' }, sessionMaxDurationInSeconds: 60 })
    const again = await clerk.agentTasks.create({ ...task, agentName: 'crawler', onBehalfOf: { userId: ADA } })
    expect(again).toMatchObject({ agentId: created.agentId })
    const browser = new Browser(local)
    const { searchParams } = await followed(created.url)
    expect(searchParams.get('redirect_url')).toBe('http://localhost:3000/start')
    const { client } = await browser.send('POST', '/v1/client/sign_ins', { strategy: 'ticket', ticket: searchParams.get('__clerk_ticket') ?? '' })
    expect(client?.sessions).toMatchObject([{ status: 'active', user: { id: ADA } }])
    await clerk.agentTasks.revoke(again.agentTaskId)
    await expect(clerk.agentTasks.revoke(again.agentTaskId)).rejects.toMatchObject({ status: 400 })
  })

  it('leads nowhere but to this machine', async () => {
    await expect(clerk.agentTasks.create({ ...task, redirectUrl: 'https://evil.example', agentName: 'crawler', onBehalfOf: { userId: ADA } })).rejects.toMatchObject({ status: 422 })
    const { url } = await clerk.agentTasks.create({ ...task, agentName: 'crawler', onBehalfOf: { userId: ADA } })
    for (const target of ['https://evil.example', 'javascript:alert(1)', 'http://[', '//evil.example']) {
      const bent = url.replace(/redirect_url=.*/, `redirect_url=${encodeURIComponent(target)}`)
      expect((await fetch(bent, { redirect: 'manual' })).status).toBe(400)
    }
  })
})

describe('the link of an invitation', () => {
  it('leads to the page that was asked for, or to sign up, with the ticket', async () => {
    const { url } = await clerk.invitations.createInvitation({ emailAddress: 'a@example.com' })
    const target = await followed(url ?? '')
    expect(target.origin + target.pathname).toBe('http://localhost:3000/sign-up')
    expect(target.searchParams.get('__clerk_status')).toBe('sign_up')
    const { url: other } = await clerk.invitations.createInvitation({ emailAddress: 'b@example.com', redirectUrl: 'http://localhost:3100/welcome?a=b' })
    expect((await followed(other ?? '')).href).toMatch(/^http:\/\/localhost:3100\/welcome\?a=b&__clerk_ticket=/)
  })

  it('leads to the account portal where an instance has one', async () => {
    local.changeSettings({ accountPortal: true })
    const { url } = await clerk.invitations.createInvitation({ emailAddress: 'portal@example.com' })
    expect((await followed(url ?? '')).href).toContain(`${local.url}/i/dev/portal/sign-up?__clerk_ticket=`)
    local.changeSettings({ accountPortal: false })
  })

  it('leads somebody with an account to sign in, and nobody to a foreign host', async () => {
    const { url } = await clerk.invitations.createInvitation({ emailAddress: 'ada@example.com', ignoreExisting: true })
    expect((await followed(url ?? '')).pathname).toBe('/sign-in')
    const { url: foreign } = await clerk.invitations.createInvitation({ emailAddress: 'c@example.com', redirectUrl: 'https://evil.example' })
    expect((await fetch(foreign ?? '', { redirect: 'manual' })).status).toBe(400)
    expect((await fetch(`${local.url}/v1/tickets/accept?ticket=guessed`, { redirect: 'manual' })).status).toBe(400)
  })
})

describe('an app without keys', () => {
  it('gets those of the instance', async () => {
    const keyless = await clerk.__experimental_accountlessApplications.createAccountlessApplication()
    expect(keyless).toMatchObject({ publishableKey: local.publishableKey, secretKey: local.secretKey })
    expect(await clerk.__experimental_accountlessApplications.completeAccountlessApplicationOnboarding()).toMatchObject({ claimUrl: `${local.url}/` })
    const answer = await fetch(`${local.url}/v1/accountless_applications/complete`, { method: 'POST' })
    expect(await answer.json()).toMatchObject({ secret_key: local.secretKey })
  })
})

describe('webhooks', () => {
  it('are looked at on the stand-in’s own page', async () => {
    expect(await clerk.webhooks.createSvixApp()).toEqual({ svix_url: `${local.url}/i/dev/webhooks` })
    expect(await clerk.webhooks.generateSvixAuthURL()).toEqual({ svix_url: `${local.url}/i/dev/webhooks` })
    await clerk.webhooks.deleteSvixApp()
  })
})

async function followed(url: string): Promise<URL> {
  const answer = await fetch(url, { redirect: 'manual' })
  return new URL(answer.headers.get('location') ?? 'about:blank')
}
