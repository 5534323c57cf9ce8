// Drives <SignIn/>.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { totpCode } from '../src/domain/verification/totp.ts'
import { defaultSeed } from '../src/seed/seed.ts'
import { PASSWORD, visits, type Visit } from './visit.ts'
import { closePage } from '../../../apps/web/e2e/chromium.ts'
import { goOn } from '../../../apps/web/e2e/press.ts'

const visit = visits()

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const seed = {
  ...defaultSeed,
  users: [
    ...defaultSeed.users,
    { email: 'mia@example.com', username: 'mia', phones: [{ number: '+15555550100' }], password: PASSWORD },
    { email: 'tom@example.com', password: PASSWORD, totpSecret: SECRET, backupCodes: ['abcdefgh'], phones: [{ number: '+15555550101', secondFactor: true }] },
    { email: 'banned@example.com', password: PASSWORD, banned: true },
  ],
}

/** Waits for what a field says; the same is there once more for screen readers. */
const refused = (page: Page, text: string) => page.getByTestId('form-feedback-error').filter({ hasText: text }).waitFor()

/** The link in the last of so many emails. */
async function linkIn({ clerk }: Pick<Visit, 'clerk'>, emails: number): Promise<string> {
  await expect.poll(() => clerk.outbox.length).toBe(emails)
  return clerk.outbox.at(-1)?.link ?? ''
}

it('says beside the field what is wrong, and lets in once it is right', async () => {
  const { page, clerk, enter, expectUser, expectStatus } = await visit()
  expectStatus(422)
  await page.goto('/sign-in')
  await enter({ identifier: 'nobody@example.com' })
  await refused(page, "Couldn't find your account")
  await enter({ identifier: 'ada@example.com' })
  await enter({ password: 'wrong' })
  await refused(page, 'Password is incorrect')
  await enter({ password: PASSWORD })
  await expectUser('ada@example.com')
  expect(clerk.requests.filter(({ status }) => status === 422)).toHaveLength(2)
})

it('takes a code from an email, after a wrong one', async () => {
  const { page, clerk, enter, enterCode, expectUser, expectStatus } = await visit({ settings: { code: '171717' } })
  expectStatus(422)
  await page.goto('/sign-in')
  await enter({ identifier: 'grace@example.com' })
  await page.getByText('Use another method').click()
  await page.getByText('Email code to grace@example.com').click()
  await enterCode('000000')
  await refused(page, 'Incorrect code')
  expect(clerk.outbox.map(({ to }) => to)).toEqual(['grace@example.com'])
  await enterCode('171717')
  await expectUser('grace@example.com')
})

it('takes a username, and a telephone number with a code', async () => {
  const { page, clerk, enter, enterCode, expectUser } = await visit({ seed, settings: { preferredSignIn: 'otp', attributes: { phoneNumber: { enabled: true, signIn: true }, username: { enabled: true, signIn: true } } } })
  await page.goto('/sign-in')
  await page.getByText('Use phone').click()
  await page.locator('input[name=identifier]').fill('5555550100')
  await goOn(page)
  await enterCode('424242')
  await expectUser('mia@example.com')
  expect(clerk.outbox).toMatchObject([{ channel: 'sms', to: '+15555550100' }])
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await enter({ identifier: 'mia' })
  await page.getByText('Use another method').click()
  await page.getByText('Sign in with your password').click()
  await enter({ password: PASSWORD })
  await expectUser('mia@example.com')
})

it('replaces a forgotten password', async () => {
  const { page, clerk, enter, enterCode, expectUser } = await visit()
  await page.goto('/sign-in')
  await enter({ identifier: 'ada@example.com' })
  await page.getByText('Forgot password?').click()
  await page.getByText('Reset your password').first().click()
  await enterCode('424242')
  await enter({ password: 'a-new-password', confirmPassword: 'a-new-password' })
  await expectUser('ada@example.com')
  expect(clerk.outbox.map(({ slug }) => slug)).toEqual(['reset_password_code', 'password_changed'])
})

it('asks for the second factor: an authenticator app, a text message, a backup code', async () => {
  const { page, clerk, enter, enterCode, expectUser, expectStatus } = await visit({ seed, settings: { secondFactor: { totp: true, backupCodes: true } } })
  expectStatus(422)
  const first = async () => {
    await page.context().clearCookies()
    await page.goto('/sign-in')
    await enter({ identifier: 'tom@example.com' })
    await enter({ password: PASSWORD })
    await page.waitForURL('**/sign-in/factor-two') // there is another method for the password, too
  }
  await first()
  await page.getByText('authenticator app').first().waitFor()
  await enterCode('000000')
  await refused(page, 'Incorrect code')
  await enterCode(totpCode(SECRET, clerk.clock.now()))
  await expectUser('tom@example.com')

  await first()
  await page.getByText('Use another method').click()
  await page.getByText('Send SMS code to').click()
  await enterCode('424242')
  await expectUser('tom@example.com')

  await first()
  await page.getByText('Use another method').click()
  await page.getByText('Use a backup code').click()
  await enter({ code: 'abcdefgh' })
  await expectUser('tom@example.com')
  expect(clerk.outbox.map(({ channel }) => channel)).toEqual(['sms'])
})

it('goes on with a link from an email, in the same browser and in another', async () => {
  const { page, clerk, context, elsewhere, enter, expectUser } = await visit({ settings: { attributes: { password: { enabled: false }, emailAddress: { strategies: ['email_link'] } } } })
  await page.goto('/sign-in')
  await enter({ identifier: 'ada@example.com' })
  const first = await linkIn({ clerk }, 1)
  const tab = await context.newPage()
  await tab.goto(first)
  await tab.waitForURL((url) => url.pathname === '/')
  await tab.locator('#who', { hasText: 'ada@example.com' }).waitFor()
  await expectUser('ada@example.com')

  await closePage(tab)
  await context.clearCookies()
  await page.goto('/sign-in')
  await enter({ identifier: 'grace@example.com' })
  const second = await linkIn({ clerk }, 2)
  const telephone = await elsewhere()
  await telephone.goto(second)
  await telephone.getByText('Return to original tab to continue').waitFor()
  await expectUser('grace@example.com')
  expect(await telephone.locator('#who').textContent()).toBe('nobody')
})

it('says that a link is too late or was opened in another browser', async () => {
  const { page, clerk, context, elsewhere, enter } = await visit({ settings: { emailLinks: { sameClient: true }, attributes: { password: { enabled: false }, emailAddress: { strategies: ['email_link'] } } } })
  await page.goto('/sign-in')
  await enter({ identifier: 'ada@example.com' })
  const link = await linkIn({ clerk }, 1)
  const telephone = await elsewhere()
  await telephone.goto(link)
  await telephone.getByText('Verification link is invalid for this device').waitFor()
  clerk.clock.advance(11 * 60_000)
  const tab = await context.newPage()
  await tab.goto(link)
  await tab.getByText('This verification link has expired').waitFor()
  expect(await tab.locator('#who').textContent()).toBe('nobody')
})

it('keeps out who is banned or locked', async () => {
  const { page, enter, expectUser, expectStatus } = await visit({ seed, settings: { lockout: { maxAttempts: 2, durationSeconds: 3600 } } })
  expectStatus(403, 422)
  await page.goto('/sign-in')
  await enter({ identifier: 'banned@example.com' })
  await enter({ password: PASSWORD })
  await page.getByText('You have been banned').waitFor()
  await page.goto('/sign-in')
  await enter({ identifier: 'ada@example.com' })
  await enter({ password: 'wrong' })
  await page.locator('.cl-alert').getByText('One more wrong attempt locks your account').waitFor() // Clerk's warning is about no field
  await enter({ password: 'wrong' })
  // The component leaves for the page above itself, where an app shows what it likes.
  await page.waitForURL((url) => url.pathname === '/')
  await page.goto('/sign-in')
  await enter({ identifier: 'ada@example.com' })
  await enter({ password: PASSWORD })
  await page.waitForURL((url) => url.pathname === '/')
  await expectUser('nobody')
  expect(await page.locator('#sessions').textContent()).toBe('0')
})

it('signs a second user in beside the first, where a browser may hold several', async () => {
  const { page, signIn, enter, expectUser } = await visit({ settings: { singleSession: false } })
  await signIn('ada@example.com')
  await page.goto('/')
  await page.locator('.cl-userButtonTrigger').click()
  await page.getByText('Add account').click()
  await enter({ identifier: 'grace@example.com' })
  await enter({ password: PASSWORD })
  await expectUser('grace@example.com')
  expect(await page.locator('#sessions').textContent()).toBe('2')
})

it('lets whoever is signed in pass on to the app', async () => {
  const { page, signIn, expectUser } = await visit()
  await signIn('ada@example.com')
  await page.goto('/sign-in')
  await page.waitForURL((url) => url.pathname === '/')
  await expectUser('ada@example.com')
  expect(await page.locator('#sessions').textContent()).toBe('1')
})

it('tells nobody who has an account, where that is a secret', async () => {
  const { page, clerk, enter, expectStatus } = await visit({ settings: { enumerationProtection: true } })
  expectStatus(422)
  for (const identifier of ['ada@example.com', 'nobody@example.com']) {
    await page.goto('/sign-in')
    await enter({ identifier })
    await enter({ password: 'wrong' })
    await refused(page, 'Password or identifier is incorrect')
  }
  expect(clerk.outbox).toEqual([])
})

it('takes a ticket out of the address', async () => {
  const { page, clerk, expectUser } = await visit()
  const answer = await fetch(`${clerk.url}/v1/sign_in_tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${clerk.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ user_id: 'user_ada000000000000000000000000' }),
  })
  const { token } = (await answer.json()) as { token: string } // what the route answers
  await page.goto(`/sign-in?__clerk_ticket=${token}`)
  await expectUser('ada@example.com')
  expect(await page.locator('#sessions').textContent()).toBe('1')
})
