import { clerk as testing, clerkSetup } from '@clerk/testing/playwright'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { defaultSeed } from '../src/index.ts'
import { sdk } from '../test/sdk.ts'
import { PASSWORD, visits } from './visit.ts'

// Signs in by Clerk's own helpers for Playwright, unmodified, with clerk-js in a page of ours.
const visit = visits()
const coded = 'coder+clerk_test@example.com'
const seed = { ...defaultSeed, users: [...defaultSeed.users, { email: coded, password: PASSWORD }] }
type SignInParams = { strategy: 'password'; identifier: string; password: string } | { strategy: 'email_code'; identifier: string } | { strategy: 'ticket'; ticket: string }
type HelperPage = Parameters<typeof testing.signOut>[0]['page']
/** @clerk/testing names the page of @playwright/test, which is that of playwright-core. */
const helperPage = (page: Page) => page as unknown as HelperPage // the same class under two names

it('is what @clerk/testing signs in to: by password, by email code and by ticket', async () => {
  const { page, clerk, expectUser } = await visit({ seed })
  const { secretKey, publishableKey } = clerk
  // It takes an address of the Backend API, though its types do not say so.
  await clerkSetup({ publishableKey, secretKey, dotenv: false, apiUrl: clerk.env.api()['CLERK_API_URL'] } as Parameters<typeof clerkSetup>[0]) // as the line above says
  expect(process.env['CLERK_TESTING_TOKEN']).toMatch(/^\d+-c_/)
  await page.goto('/')
  const as = async (signInParams: SignInParams, who: string) => {
    await testing.signIn({ page: helperPage(page), signInParams })
    await expectUser(who)
    // It says that it is done before the page has gone on, and the old page says "nobody", too.
    await Promise.all([page.waitForEvent('load'), testing.signOut({ page: helperPage(page) })])
    await expectUser('nobody')
  }
  await as({ strategy: 'password', identifier: 'ada@example.com', password: PASSWORD }, 'ada@example.com')
  await as({ strategy: 'email_code', identifier: coded }, coded)
  const { users, signInTokens } = sdk(clerk)
  const [grace] = (await users.getUserList({ emailAddress: ['grace@example.com'] })).data
  const { token } = await signInTokens.createSignInToken({ userId: grace?.id ?? '', expiresInSeconds: 60 })
  await as({ strategy: 'ticket', ticket: token }, 'grace@example.com')
})
