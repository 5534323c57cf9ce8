// Drives <SignUp/> and <SignIn/>.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { defaultSeed } from '../src/seed/seed.ts'
import { visits } from './visit.ts'
import { closePage } from '../../../apps/web/e2e/chromium.ts'
import { goOn } from '../../../apps/web/e2e/press.ts'

const visit = visits()
const refused = (page: Page, text: string) => page.getByTestId('form-feedback-error').filter({ hasText: text }).first().waitFor()

it('takes a name, an address and a password, and proves the address by a code', async () => {
  const { page, clerk, enter, enterCode, expectUser, expectStatus } = await visit({ settings: { attributes: { firstName: { required: true }, lastName: { required: true } } } })
  expectStatus(422)
  await page.goto('/sign-up')
  await enter({ firstName: 'Nora', lastName: 'New', emailAddress: 'ada@example.com', password: 'a-long-password' })
  await refused(page, 'That email address is taken')
  await enter({ emailAddress: 'new@example.com' })
  await enterCode('000000')
  await refused(page, 'Incorrect code')
  await enterCode('424242')
  await expectUser('new@example.com')
  expect(clerk.outbox).toMatchObject([{ to: 'new@example.com', code: '424242' }])
})

it('proves the address by a link, opened in the same browser and in another', async () => {
  const { page, clerk, context, elsewhere, enter, expectUser } = await visit({ settings: { attributes: { emailAddress: { strategies: ['email_link'] } } } })
  await page.goto('/sign-up')
  await enter({ emailAddress: 'new@example.com', password: 'a-long-password' })
  await expect.poll(() => clerk.outbox.length).toBe(1)
  const tab = await context.newPage()
  await tab.goto(clerk.outbox[0]?.link ?? '')
  await tab.locator('#who', { hasText: 'new@example.com' }).waitFor()
  await closePage(tab)
  await expectUser('new@example.com')

  await context.clearCookies()
  await page.goto('/sign-up')
  await enter({ emailAddress: 'newer@example.com', password: 'a-long-password' })
  await expect.poll(() => clerk.outbox.length).toBe(2)
  const telephone = await elsewhere()
  await telephone.goto(clerk.outbox[1]?.link ?? '')
  await expectUser('newer@example.com')
  await telephone.locator('#who', { hasText: 'nobody' }).waitFor()
})

it('takes a telephone number and a username, where the instance wants them', async () => {
  const { page, clerk, enterCode, expectUser } = await visit({
    settings: {
      attributes: {
        emailAddress: { enabled: false, required: false, signIn: false },
        phoneNumber: { enabled: true, required: true, signIn: true },
        username: { enabled: true, required: true, signIn: true },
        firstName: { enabled: false },
        lastName: { enabled: false },
      },
    },
  })
  await page.goto('/sign-up')
  await page.locator('input[name=username]').fill('nora')
  await page.locator('input[name=phoneNumber]').fill('5555550122')
  await page.locator('input[name=password]').fill('a-long-password')
  await goOn(page)
  await enterCode('424242')
  await expectUser('nora')
  expect(clerk.outbox).toMatchObject([{ channel: 'sms', to: '+15555550122' }])
})

it('wants the terms to be accepted', async () => {
  const { page, enter, enterCode, expectUser } = await visit({ settings: { legalConsent: { enabled: true, termsUrl: 'http://localhost:3000/terms', privacyUrl: 'http://localhost:3000/privacy' } } })
  await page.goto('/sign-up')
  await page.locator('input[name=legalAccepted]').check()
  await enter({ emailAddress: 'new@example.com', password: 'a-long-password' })
  await enterCode('424242')
  await expectUser('new@example.com')
  expect(await page.locator('#sessions').textContent()).toBe('1')
})

it('says which rule a password breaks', async () => {
  const { page, enter, expectStatus } = await visit({ settings: { password: { minLength: 12, requireNumber: true } } })
  expectStatus(422)
  await page.goto('/sign-up')
  await enter({ emailAddress: 'new@example.com', password: 'short' })
  await page.getByText('Your password must contain 12 or more characters').first().waitFor()
  expect(await page.locator('#who').textContent()).toBe('nobody')
})

it('leads from signing in to signing up and back', async () => {
  const { page } = await visit({ seed: defaultSeed })
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Sign up' }).click()
  await page.waitForURL('**/sign-up')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.waitForURL('**/sign-in')
  await expect.poll(() => page.locator('#who').textContent()).toBe('nobody')
})
