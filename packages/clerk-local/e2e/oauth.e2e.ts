// Drives <SignIn/>, <SignUp/> and <UserProfile/>.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { sdk } from '../test/sdk.ts'
import { visits } from './visit.ts'
import { goOn } from '../../../apps/web/e2e/press.ts'

const visit = visits()
const settings = { social: ['google', 'github'] }

/** To the page that plays the provider. */
async function goToGoogle(page: Page, from: string): Promise<void> {
  await page.goto(from)
  await page.locator('.cl-socialButtonsIconButton__google, .cl-socialButtonsBlockButton__google').first().click()
  await page.getByRole('heading', { name: 'Sign in with Google' }).waitFor()
}

async function useAccount(page: Page, email: string, firstName: string): Promise<void> {
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('First name').fill(firstName)
  await page.getByRole('button', { name: 'Continue' }).click()
}

it('makes an account for whoever has none, and finds it again', async () => {
  const { page, context, expectUser } = await visit({ settings })
  await goToGoogle(page, '/sign-in')
  await useAccount(page, 'new@example.com', 'Nora')
  await expectUser('new@example.com')
  await context.clearCookies()
  await goToGoogle(page, '/sign-in')
  await page.getByRole('button', { name: 'Nora · new@example.com' }).click()
  await expectUser('new@example.com')
  await page.goto('/user')
  await page.locator('.cl-profileSection__connectedAccounts').getByText('new@example.com').waitFor()
  expect(await page.locator('#sessions').textContent()).toBe('1')
})

it('lets whoever has an account in, by the address that both know', async () => {
  const { page, expectUser } = await visit({ settings })
  await goToGoogle(page, '/sign-in')
  await page.getByRole('button', { name: 'Ada Lovelace · ada@example.com' }).click()
  await expectUser('ada@example.com')
  expect(await page.locator('#organization').textContent()).toBe('Acme')
})

it('signs in whoever meant to sign up and has an account', async () => {
  const { page, expectUser } = await visit({ settings })
  await goToGoogle(page, '/sign-up')
  await page.getByRole('button', { name: 'Ada Lovelace · ada@example.com' }).click()
  await expectUser('ada@example.com')
  expect(await page.locator('#sessions').textContent()).toBe('1')
})

it('signs up from the form for that', async () => {
  const { page, expectUser } = await visit({ settings })
  await goToGoogle(page, '/sign-up')
  await useAccount(page, 'new@example.com', 'Nora')
  await expectUser('new@example.com')
  expect(await page.locator('#sessions').textContent()).toBe('1')
})

it('says so when the provider’s page was left or failed', async () => {
  const { page } = await visit({ settings })
  await goToGoogle(page, '/sign-in')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('You did not grant access to your account').first().waitFor()
  await goToGoogle(page, '/sign-in')
  await page.getByRole('button', { name: 'Fail' }).click()
  await page.getByText('Unable to complete action at this time').first().waitFor()
  expect(await page.locator('#who').textContent()).toBe('nobody')
})

it('asks for the second factor after the provider', async () => {
  const { page, clerk, expectUser, enterCode } = await visit({
    settings,
    seed: { users: [{ email: 'tom@example.com', phones: [{ number: '+15555550101', secondFactor: true }] }], organizations: [], roles: {} },
  })
  await goToGoogle(page, '/sign-in')
  await page.getByRole('button', { name: 'tom@example.com' }).click()
  await enterCode('424242')
  await expectUser('tom@example.com')
  expect(clerk.outbox).toMatchObject([{ to: '+15555550101' }])
})

it('leads to a new password where one was set before anybody proved the address', async () => {
  const { page, clerk, expectUser } = await visit({ settings })
  await sdk(clerk).users.createUser({ emailAddress: ['mary@example.com'], emailAddressIdentificationStatus: ['reserved'], password: 'of-somebody-else' })
  await goToGoogle(page, '/sign-in')
  await page.getByRole('button', { name: 'mary@example.com' }).click()
  await page.locator('input[name=password]').fill('of-mary-herself')
  await page.locator('input[name=confirmPassword]').fill('of-mary-herself')
  await goOn(page)
  await expectUser('mary@example.com')
  expect((await sdk(clerk).users.getUserList()).data.find(({ externalAccounts }) => externalAccounts.length > 0)?.emailAddresses).toMatchObject([{ emailAddress: 'mary@example.com', verification: { status: 'verified' } }])
})

it('connects an account in the profile, and takes it off again', async () => {
  const { page, signIn } = await visit({ settings })
  await signIn('ada@example.com')
  await page.goto('/user')
  await page.getByRole('button', { name: 'Connect account' }).click()
  await page.getByRole('menuitem', { name: /GitHub/ }).click()
  await page.getByRole('heading', { name: 'Sign in with Github' }).waitFor()
  await useAccount(page, 'ada@github.example', 'Ada')
  const account = page.locator('.cl-profileSection__connectedAccounts')
  await account.getByText('ada@github.example').waitFor()
  await account.locator('.cl-menuButton').first().click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await goOn(page)
  await account.getByText('ada@github.example').waitFor({ state: 'detached' })
  expect(await page.getByText('ada@example.com').count()).toBeGreaterThan(0)
})
