import { afterAll, beforeAll, expect, it } from 'vitest'
import { sdk } from '../test/sdk.ts'
import { startApp, type App } from './app.ts'
import { startOneOrigin, type OneOrigin } from './one-origin.ts'
import { PASSWORD, visits } from './visit.ts'
import { goOn } from '../../../apps/web/e2e/press.ts'

// Drives <OAuthConsent/> and <SignIn/>.
const visit = visits()
const ADA = 'user_ada000000000000000000000000'

let origin: OneOrigin
beforeAll(async () => void (origin = await startOneOrigin()))
afterAll(() => origin.close())

for (const [asker, oauthConsent] of [['Clerk’s component in the app', '/oauth-consent'], ['the stand-in’s own page', '']] as const)
  it(`lets another application in, asked by ${asker}`, async () => {
    const { page, clerk } = await visit()
    const app: App = await startApp({ publishableKey: clerk.publishableKey, proxyUrl: `${origin.url}/__clerk` })
    origin.leadTo({ app: app.url, clerk: `${clerk.url}/i/dev` })
    clerk.changeSettings({ appOrigin: origin.url, paths: { oauthConsent } })
    const { oauthApplications, idPOAuthAccessToken } = sdk(clerk)
    const redirectUri = `${origin.url}/callback`
    const application = await oauthApplications.create({ name: 'Wiki', redirectUris: [redirectUri], scopes: 'profile email' })
    const address = new URL(application.authorizeUrl)
    for (const [name, value] of Object.entries({ client_id: application.clientId, redirect_uri: redirectUri, response_type: 'code', scope: 'profile email', state: 'xyz' })) address.searchParams.set(name, value)

    await page.goto(address.href)
    for (const [name, value] of [['identifier', 'ada@example.com'], ['password', PASSWORD]] as const) {
      await page.locator(`input[name=${name}]`).fill(value)
      await goOn(page)
    }
    await page.getByText('Wiki').first().waitFor()
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.waitForURL(/\/callback\?/)
    const { searchParams } = new URL(page.url())
    expect(searchParams.get('state')).toBe('xyz')

    const body = new URLSearchParams({ grant_type: 'authorization_code', code: searchParams.get('code') ?? '', redirect_uri: redirectUri, client_id: application.clientId, client_secret: application.clientSecret ?? '' })
    const { access_token } = (await (await fetch(application.tokenFetchUrl, { method: 'POST', body })).json()) as { access_token: string } // RFC 6749
    expect(await idPOAuthAccessToken.verify(access_token)).toMatchObject({ subject: ADA, scopes: ['profile', 'email'] })
    await app.close()
  })
