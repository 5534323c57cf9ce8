import { createHash } from 'node:crypto'
import { verifyToken, type OAuthApplication } from '@clerk/backend'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()
const clerk = sdk(local)
let browser: Browser
beforeEach(() => void (browser = new Browser(local)))

const ADA = 'user_ada000000000000000000000000'
const CALLBACK = 'http://localhost:3200/callback'

const make = (params: Partial<Parameters<typeof clerk.oauthApplications.create>[0]> = {}) => clerk.oauthApplications.create({ name: 'Wiki', redirectUris: [CALLBACK], scopes: 'openid profile email offline_access', ...params })

const asking = ({ clientId }: OAuthApplication, more: Record<string, string> = {}) => ({ client_id: clientId, redirect_uri: CALLBACK, response_type: 'code', scope: 'profile email', state: 'xyz', ...more })

/** What a user's click on the page comes to. */
async function decided(application: OAuthApplication, consented: boolean, more: Record<string, string> = {}): Promise<URL> {
  const answer = await browser.raw('POST', `/v1/me/oauth/consent/${application.clientId}`, { ...asking(application, more), consented: String(consented) })
  return new URL(answer.headers.get('location') ?? 'about:blank')
}

async function traded(application: OAuthApplication, fields: Record<string, string>) {
  const body = new URLSearchParams({ grant_type: 'authorization_code', redirect_uri: CALLBACK, client_id: application.clientId, client_secret: application.clientSecret ?? '', ...fields })
  const answer = await fetch(application.tokenFetchUrl, { method: 'POST', body })
  return { status: answer.status, json: (await answer.json()) as Record<string, string> } // RFC 6749: an object of texts and numbers
}

async function accessToken(application: OAuthApplication, more: Record<string, string> = {}) {
  await browser.signIn('ada@example.com')
  const code = (await decided(application, true, more)).searchParams.get('code') ?? ''
  return (await traded(application, { code })).json
}

describe('an OAuth application', () => {
  it('is made with a secret that is shown once, changed, listed and deleted', async () => {
    const made = await make()
    expect(made).toMatchObject({ name: 'Wiki', isPublic: false, clientSecret: expect.any(String), redirectUris: [CALLBACK], authorizeUrl: `${local.url}/i/dev/oauth/authorize` })
    expect((await clerk.oauthApplications.get(made.id)).clientSecret).toBeUndefined()
    const { clientSecret } = await clerk.oauthApplications.rotateSecret(made.id)
    expect(clientSecret).not.toBe(made.clientSecret)
    expect(await clerk.oauthApplications.update({ oauthApplicationId: made.id, name: 'Atlas', scopes: 'email' })).toMatchObject({ name: 'Atlas', scopes: 'email', redirectUris: [CALLBACK] })
    await make({ name: 'Board' })
    expect((await clerk.oauthApplications.list({ orderBy: '+name' })).data.map(({ name }) => name)).toEqual(['Atlas', 'Board'])
    for (const nameQuery of ['board', made.clientId]) expect(await clerk.oauthApplications.list({ nameQuery })).toMatchObject({ totalCount: 1 })
    expect(await clerk.oauthApplications.delete(made.id)).toMatchObject({ deleted: true })
    await expect(clerk.oauthApplications.get(made.id)).rejects.toMatchObject({ status: 404 })
    await expect(make({ redirectUris: ['javascript:alert(1)'] })).rejects.toMatchObject({ status: 422 })
    await expect(make({ scopes: 'everything' })).rejects.toMatchObject({ status: 422 })
  })

  it('sends a stranger to the app’s sign-in, and somebody signed in to a page that asks', async () => {
    const application = await make()
    const address = `/oauth/authorize?${new URLSearchParams(asking(application))}`
    const signIn = new URL((await browser.raw('GET', address)).headers.get('location') ?? '')
    expect(signIn.origin + signIn.pathname).toBe('http://localhost:3000/sign-in')
    expect(signIn.searchParams.get('redirect_url')).toBe(`http://localhost:3000/__clerk${address}`)
    await browser.signIn('ada@example.com')
    const page = await browser.raw('GET', address)
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(await page.text()).toMatch(/Wiki.*ada@example\.com.*View your profile.*localhost:3200/s)
  })

  it('tells the component what it asks for', async () => {
    const application = await make()
    await browser.signIn('ada@example.com')
    const { response } = await browser.send('GET', `/v1/me/oauth/consent/${application.clientId}?scope=email&redirect_uri=${encodeURIComponent(CALLBACK)}`)
    expect(response).toMatchObject({ oauth_application_name: 'Wiki', redirect_domain: 'localhost', scopes: [{ scope: 'email', requires_consent: true }] })
  })

  it('gets a token that the SDK verifies, and that says no more than was agreed to', async () => {
    const application = await make()
    const { access_token = '', refresh_token, expires_in } = await accessToken(application)
    expect({ refresh_token, expires_in }).toEqual({ refresh_token: undefined, expires_in: 86_400 })
    expect(await clerk.idPOAuthAccessToken.verify(access_token)).toMatchObject({ clientId: application.clientId, subject: ADA, scopes: ['profile', 'email'], expired: false })
    const request = new Request('http://localhost:3000/api', { headers: { authorization: `Bearer ${access_token}` } })
    expect((await clerk.authenticateRequest(request, { acceptsToken: 'oauth_token' })).toAuth()).toMatchObject({ tokenType: 'oauth_token', isAuthenticated: true, userId: ADA, clientId: application.clientId })
    const info = await fetch(application.userInfoUrl, { headers: { authorization: `Bearer ${access_token}` } })
    expect(await info.json()).toMatchObject({ sub: ADA, email: 'ada@example.com', email_verified: true, given_name: 'Ada' })
    local.clock.advance(86_401_000)
    await expect(clerk.idPOAuthAccessToken.verify(access_token)).rejects.toMatchObject({ status: 404 })
  })

  it('gets an id token and a refresh token where it asks for them', async () => {
    const application = await make()
    const { id_token = '', refresh_token = '', access_token: first = '' } = await accessToken(application, { scope: 'openid email offline_access', nonce: 'n1' })
    expect(await verifyToken(id_token, { jwtKey: local.jwtKey })).toMatchObject({ sub: ADA, aud: application.clientId, nonce: 'n1', iss: `${local.url}/i/dev`, email: 'ada@example.com' })
    const refreshed = await traded(application, { grant_type: 'refresh_token', refresh_token })
    expect(refreshed.status).toBe(200)
    await expect(clerk.idPOAuthAccessToken.verify(first)).rejects.toMatchObject({ status: 404 })
    expect((await traded(application, { grant_type: 'refresh_token', refresh_token })).json).toMatchObject({ error: 'invalid_grant' })
    const discovered = (await (await fetch(application.discoveryUrl)).json()) as { issuer: string; jwks_uri: string } // as OpenID Connect says
    expect(discovered.issuer).toBe(`${local.url}/i/dev`)
    expect(await (await fetch(discovered.jwks_uri)).json()).toMatchObject({ keys: [{ kty: 'RSA' }] })
  })

  it('loses both tokens when one of them is revoked', async () => {
    const application = await make()
    const { access_token = '', refresh_token = '' } = await accessToken(application, { scope: 'email offline_access' })
    const other = await make({ name: 'Other' })
    await expect(clerk.oauthApplications.revokeToken({ oauthApplicationId: other.id, token: access_token })).rejects.toMatchObject({ status: 404 })
    await clerk.oauthApplications.revokeToken({ oauthApplicationId: application.id, token: refresh_token })
    await expect(clerk.idPOAuthAccessToken.verify(access_token)).rejects.toMatchObject({ status: 404 })
    const answer = await fetch(application.tokenIntrospectionUrl, { method: 'POST', body: new URLSearchParams({ token: access_token }), headers: { authorization: `Basic ${Buffer.from(`${application.clientId}:${application.clientSecret}`).toString('base64')}` } })
    expect(await answer.json()).toEqual({ active: false })
  })

  it('is told when the user denies it, or when it asks wrongly', async () => {
    const application = await make()
    await browser.signIn('ada@example.com')
    expect(Object.fromEntries((await decided(application, false)).searchParams)).toEqual({ error: 'access_denied', state: 'xyz' })
    expect((await decided(application, true, { scope: 'private_metadata' })).searchParams.get('error')).toBe('invalid_scope')
    expect((await decided(application, true, { response_type: 'token' })).searchParams.get('error')).toBe('unsupported_response_type')
  })
})

describe('a code', () => {
  it('goes to no address that the application did not name, and to none off this machine', async () => {
    const application = await make({ redirectUris: [CALLBACK, 'https://evil.example/callback'] })
    await browser.signIn('ada@example.com')
    for (const redirect_uri of ['http://localhost:3200/other', 'https://evil.example/callback']) {
      const answer = await browser.raw('POST', `/v1/me/oauth/consent/${application.clientId}`, { ...asking(application), redirect_uri, consented: 'true' })
      expect(answer.status).toBe(400)
    }
  })

  it('is traded by its own application only, with its secret, in time', async () => {
    const application = await make()
    const other = await make({ name: 'Other' })
    await browser.signIn('ada@example.com')
    const code = (await decided(application, true)).searchParams.get('code') ?? ''
    expect(await traded(other, { code })).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
    expect(await traded(application, { code, client_secret: 'guessed' })).toMatchObject({ status: 401, json: { error: 'invalid_client' } })
    expect(await traded(application, { code, redirect_uri: 'http://localhost:3200/other' })).toMatchObject({ status: 400 })
    const malformed = await fetch(application.tokenFetchUrl, { method: 'POST', headers: { authorization: `Basic ${Buffer.from('%:%').toString('base64')}` } })
    expect(malformed.status).toBe(401)
    local.clock.advance(601_000)
    expect(await traded(application, { code })).toMatchObject({ status: 400, json: { error_description: 'The code has expired.' } })
  })

  it('that comes twice takes back what it was traded for', async () => {
    const application = await make()
    await browser.signIn('ada@example.com')
    const code = (await decided(application, true)).searchParams.get('code') ?? ''
    const { json } = await traded(application, { code })
    expect((await traded(application, { code })).status).toBe(400)
    await expect(clerk.idPOAuthAccessToken.verify(json['access_token'] ?? '')).rejects.toMatchObject({ status: 404 })
  })

  it('of a public application needs the verifier of its challenge', async () => {
    const application = await make({ public: true })
    expect(application.clientSecret).toBeUndefined()
    await browser.signIn('ada@example.com')
    expect((await decided(application, true)).searchParams.get('error')).toBe('invalid_request')
    const challenge = { code_challenge: createHash('sha256').update('v'.repeat(43)).digest('base64url'), code_challenge_method: 'S256' }
    const code = (await decided(application, true, challenge)).searchParams.get('code') ?? ''
    expect(await traded(application, { code, code_verifier: 'guessed' })).toMatchObject({ status: 400 })
    expect(await traded(application, { code, code_verifier: 'v'.repeat(43) })).toMatchObject({ status: 200 })
  })

  it('is not given to somebody who is not signed in', async () => {
    const application = await make()
    const answer = await browser.raw('POST', `/v1/me/oauth/consent/${application.clientId}`, { ...asking(application), consented: 'true' })
    expect(answer.status).toBe(401)
  })
})
