// Drives <SignIn/> and <SignUp/>, in an app and in the account portal.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { sdk } from '../test/sdk.ts'
import { PASSWORD, visits } from './visit.ts'
import { goOn } from '../../../apps/web/e2e/press.ts'

const visit = visits()

/** An app whose users sign in with another instance, which asks for consent or not. */
async function withProvider(consentScreen: boolean) {
  const visited = await visit({ instances: { provider: { settings: { accountPortal: true, applicationName: 'oauth-provider' } } } })
  const { clerk } = visited
  const provider = clerk.instance('provider')
  const callback = `${clerk.url}/i/dev/v1/oauth_callback`
  const application = await sdk(provider).oauthApplications.create({ name: 'App', redirectUris: [callback], scopes: 'openid profile email' })
  await fetch(`${clerk.url}/v1/oauth_applications/${application.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${provider.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ consent_screen_enabled: consentScreen }),
  })
  const { clientId, clientSecret, authorizeUrl, tokenFetchUrl: tokenUrl, userInfoUrl } = application
  clerk.changeSettings({ customProviders: { custom_e2e: { name: 'E2E Provider', authorizeUrl, tokenUrl, userInfoUrl, clientId, clientSecret: clientSecret ?? '' } } })
  return { ...visited, provider }
}

/** On the provider's own page. */
async function signInThere(page: Page): Promise<void> {
  await page.getByText('Sign in to oauth-provider').waitFor()
  await page.locator('input[name=identifier]').fill('ada@example.com')
  await goOn(page)
  await page.locator('input[name=password]').fill(PASSWORD)
  await goOn(page)
}

it('signs in with another instance, on its own page, and comes straight back', async () => {
  const { page, expectUser } = await withProvider(false)
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'E2E Provider' }).click()
  await signInThere(page)
  await expectUser('ada@example.com')
  expect(await page.locator('#organization').textContent()).toBe('Acme')
})

it('signs up with what the provider tells, after its user has agreed', async () => {
  const { page, clerk, expectUser } = await withProvider(true)
  const [ada] = (await sdk(clerk).users.getUserList({ emailAddress: ['ada@example.com'] })).data
  await sdk(clerk).users.deleteUser(ada?.id ?? '')
  await page.goto('/sign-up')
  await page.getByRole('button', { name: 'E2E Provider' }).click()
  await signInThere(page)
  await page.getByRole('button', { name: 'Allow' }).click()
  await expectUser('ada@example.com')
  const [again] = (await sdk(clerk).users.getUserList({ emailAddress: ['ada@example.com'] })).data
  expect(again).toMatchObject({ firstName: 'Ada', externalAccounts: [{ provider: 'oauth_custom_e2e' }] })
})

it('says so when the provider’s user does not agree', async () => {
  const { page } = await withProvider(true)
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'E2E Provider' }).click()
  await signInThere(page)
  await page.getByRole('button', { name: 'Deny' }).click()
  await page.getByText('You did not grant access to your account').first().waitFor()
  expect(await page.locator('#who').textContent()).toBe('nobody')
})
