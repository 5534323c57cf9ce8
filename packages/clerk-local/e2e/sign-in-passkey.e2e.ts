// Drives <SignIn/> and <UserProfile/>.
import type { BrowserContext, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { visits } from './visit.ts'
import { goOn } from '../../../apps/web/e2e/press.ts'

const visit = visits()

/** Chromium's own authenticator, which says yes at once. clerk-js does without passkeys in a browser that is driven, hence the mask. */
async function withAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  await context.addInitScript({ content: `Object.defineProperty(Object.getPrototypeOf(navigator), 'webdriver', { get: () => false })` })
  const browser = await context.newCDPSession(page)
  await browser.send('WebAuthn.enable')
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  })
}

it('signs in by a passkey that was made in the profile: by itself, by the link, and after an address', async () => {
  const { page, context, signIn, expectUser } = await visit({ settings: { passkeys: true } })
  await withAuthenticator(context, page)
  await signIn('ada@example.com')
  await page.goto('/user/security')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.locator('.cl-profileSectionItem__passkeys').waitFor()

  // The form asks the browser for passkeys as soon as it stands, and this one answers at once.
  await context.clearCookies()
  await page.goto('/sign-in')
  await expectUser('ada@example.com')

  // A browser that does not offer them by itself.
  await context.addInitScript({ content: `PublicKeyCredential.isConditionalMediationAvailable = async () => false` })
  await context.clearCookies()
  await page.goto('/sign-in')
  await page.getByText('Use passkey instead').click()
  await expectUser('ada@example.com')

  await context.clearCookies()
  await page.goto('/sign-in')
  await page.locator('input[name=identifier]').fill('ada@example.com')
  await goOn(page)
  await page.getByText('Use your passkey').waitFor()
  await goOn(page)
  await expectUser('ada@example.com')
  expect(await page.locator('#sessions').textContent()).toBe('1')
})
