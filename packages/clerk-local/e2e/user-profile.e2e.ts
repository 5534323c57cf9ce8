// Drives <UserProfile/>.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { Browser } from '../test/browser.ts'
import { sdk } from '../test/sdk.ts'
import { totpCode } from '../src/domain/verification/totp.ts'
import { PASSWORD, visits, type Visit } from './visit.ts'
import { goOn as save, press } from '../../../apps/web/e2e/press.ts'

const ADA = 'user_ada000000000000000000000000'
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

const visit = visits()

const everything = {
  attributes: { username: { enabled: true, signIn: true }, phoneNumber: { enabled: true, secondFactor: true } },
  secondFactor: { totp: true, backupCodes: true },
  social: ['google'],
}

/** A profile of Ada's with every section that there is, open at a page of it. */
async function profile(path = '/user', settings = {}): Promise<Visit> {
  const visited = await visit({ settings: { ...everything, ...settings } })
  await visited.signIn('ada@example.com')
  await visited.page.goto(path)
  return visited
}

const section = (page: Page, name: string) => page.locator(`.cl-profileSection__${name}`)

it('changes the name and the username, and keeps a picture', async () => {
  const { page, clerk } = await profile()
  const open = () => page.locator('.cl-profileSectionPrimaryButton__profile').click()
  const closed = () => page.locator('input[name=firstName]').waitFor({ state: 'detached' })
  await open()
  await page.locator('input[name=firstName]').fill('Augusta')
  await Promise.all([page.waitForResponse(/\/v1\/me\?/), save(page)])
  await section(page, 'profile').getByText('Augusta Lovelace').waitFor()
  await closed()
  await open()
  await page.locator('input[type=file]').setInputFiles({ name: 'ada.png', mimeType: 'image/png', buffer: PNG })
  await page.locator('img[src*="/images/"]').first().waitFor()
  await closed() // a picture is taken at once, and closes the form
  await page.getByText('Set username').click()
  await page.locator('input[name=username]').fill('augusta')
  await save(page)
  await section(page, 'username').getByText('augusta', { exact: true }).waitFor()
  expect(await sdk(clerk).users.getUser(ADA)).toMatchObject({ firstName: 'Augusta', username: 'augusta', hasImage: true })
})

it('adds an email address by its code, makes it the primary one and removes the old one', async () => {
  const { page, clerk, enterCode } = await profile()
  await page.getByText('Add email address').click()
  await page.locator('input[name=emailAddress]').fill('lovelace@example.com')
  await save(page)
  await enterCode('424242')
  // It closes a moment after its code was taken, and would take the next form with it.
  await page.locator('input[data-input-otp]').first().waitFor({ state: 'detached' })
  const row = (address: string) => section(page, 'emailAddresses').locator('.cl-profileSectionItem', { hasText: address })
  await row('lovelace@example.com').waitFor()
  await row('lovelace@example.com').getByRole('button').click()
  await page.getByText('Set as primary').click()
  await row('lovelace@example.com').getByText('Primary').waitFor()
  await row('ada@example.com').getByRole('button').click()
  await page.getByText('Remove email').click()
  await save(page)
  await row('ada@example.com').waitFor({ state: 'detached' })
  expect((await sdk(clerk).users.getUser(ADA)).emailAddresses.map(({ emailAddress }) => emailAddress)).toEqual(['lovelace@example.com'])
})

it('proves an email address by the link that was mailed', async () => {
  const { page, clerk, context } = await profile('/user', { attributes: { ...everything.attributes, emailAddress: { strategies: ['email_link'] } } })
  await page.getByText('Add email address').click()
  await page.locator('input[name=emailAddress]').fill('lovelace@example.com')
  await save(page)
  await expect.poll(() => clerk.outbox.length).toBe(1)
  const opened = await context.newPage()
  await opened.goto(clerk.outbox[0]?.link ?? '')
  await section(page, 'emailAddresses').locator('.cl-profileSectionItem', { hasText: 'lovelace@example.com' }).waitFor()
  expect((await sdk(clerk).users.getUser(ADA)).emailAddresses[1]?.verification?.status).toBe('verified')
})

it('adds a phone number by the code that was texted, refuses a wrong one before', async () => {
  const { page, clerk, enterCode, expectStatus } = await profile()
  await page.getByText('Add phone number').click()
  await page.locator('input[name=phoneNumber]').fill('2015550123')
  await save(page)
  expectStatus(422)
  await enterCode('111111')
  await page.getByText('Incorrect code').first().waitFor()
  await page.keyboard.press('Control+A')
  await page.locator('input[data-input-otp]').first().fill('424242')
  await section(page, 'phoneNumbers').getByText('+1 (201) 555-0123').waitFor()
  expect(clerk.outbox).toMatchObject([{ channel: 'sms', to: '+12015550123', code: '424242' }])
})

it('changes the password, and says when the old one is wrong', async () => {
  const { page, clerk, expectStatus } = await profile('/user/security')
  await page.getByText('Update password').click()
  const fill = async (current: string) => {
    for (const [name, value] of Object.entries({ currentPassword: current, newPassword: 'structured-1', confirmPassword: 'structured-1' })) await page.locator(`input[name=${name}]`).fill(value)
    await Promise.all([page.waitForResponse(/change_password/), save(page)])
  }
  expectStatus(422)
  await fill('wrong-password')
  await page.getByText('Password is incorrect').first().waitFor()
  await fill(PASSWORD)
  await page.locator('input[name=newPassword]').waitFor({ state: 'detached' })
  expect(await sdk(clerk).users.verifyPassword({ userId: ADA, password: 'structured-1' })).toEqual({ verified: true })
})

it('sets up an authenticator app, shows backup codes, and asks for the app at the next sign-in', async () => {
  const { page, clerk, context, enter, enterCode, expectUser } = await profile('/user/security')
  await page.getByText('Add two-step verification').click()
  await page.getByText('Authenticator application').click()
  await page.getByText('Can’t scan QR code?').click()
  const secret = (await page.locator('.cl-profileSection__mfa input').first().inputValue()).trim()
  await save(page)
  await enterCode(totpCode(secret, clerk.clock.now()))
  await page.getByText('Backup codes').first().waitFor()
  expect(await sdk(clerk).users.getUser(ADA)).toMatchObject({ totpEnabled: true, backupCodeEnabled: true })
  await context.clearCookies()
  await page.goto('/sign-in')
  await enter({ identifier: 'ada@example.com' })
  await enter({ password: PASSWORD })
  await page.getByText('Enter the verification code generated by your authenticator app').first().waitFor()
  clerk.clock.advance(60_000)
  await enterCode(totpCode(secret, clerk.clock.now()))
  await expectUser('ada@example.com')
})

it('connects an account at a provider, and takes it away', async () => {
  const { page, clerk, app } = await profile()
  await page.getByText('Connect account').click()
  await page.getByRole('menuitem', { name: /Google/ }).click()
  await page.getByLabel('Email address').fill('ada@gmail.com')
  await press(page.getByRole('button', { name: 'Continue', exact: true }))
  await page.waitForURL(`${app.url}/**`)
  await section(page, 'connectedAccounts').getByText('ada@gmail.com').waitFor()
  await section(page, 'connectedAccounts').getByRole('button').last().click()
  expect((await sdk(clerk).users.getUser(ADA)).externalAccounts).toMatchObject([{ emailAddress: 'ada@gmail.com', provider: 'oauth_google' }])
})

it('lists devices by name, and signs one out', async () => {
  const { page, clerk } = await profile('/user/security')
  const phone = new Browser(clerk)
  await phone.signIn('ada@example.com')
  await page.reload()
  const devices = section(page, 'activeDevices')
  await devices.getByText('This device').waitFor()
  expect(await devices.textContent()).toMatch(/Chrome/)
  await devices.locator('.cl-activeDeviceListItem', { hasNotText: 'This device' }).getByRole('button').click()
  await page.getByText('Sign out of device').click()
  await expect.poll(async () => (await phone.send('GET', '/v1/me')).status).toBe(401)
})

it('deletes the account', async () => {
  const { page, clerk, expectUser } = await profile('/user/security')
  await page.getByRole('button', { name: 'Delete account' }).click()
  await page.locator('input[name=deleteConfirmation]').fill('Delete account')
  await save(page)
  await expectUser('nobody')
  expect(await sdk(clerk).users.getCount()).toBe(3)
})
