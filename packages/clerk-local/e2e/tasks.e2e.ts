import { expect, it } from 'vitest'
import { sdk } from '../test/sdk.ts'
import { totpCode } from '../src/domain/verification/totp.ts'
import { PASSWORD, visits } from './visit.ts'
import { goOn } from '../../../apps/web/e2e/press.ts'

// Drives <TaskResetPassword/> and <TaskSetupMFA/> in <SignIn/>.
const visit = visits()
const ADA = 'user_ada000000000000000000000000'

it('asks for a new password after a server has called the old one compromised', async () => {
  const { page, clerk, enter, enterCode, expectStatus, expectUser } = await visit()
  expectStatus(422)
  const { users, sessions } = sdk(clerk)
  await users.setPasswordCompromised(ADA)
  await page.goto('/sign-in')
  await enter({ identifier: 'ada@example.com' })
  await enter({ password: PASSWORD })
  await page.getByText('Your password may be compromised.').waitFor()
  await page.getByRole('button', { name: 'Email code to ada@example.com' }).click()
  await enterCode('424242')
  await page.waitForURL('**/sign-in/tasks/reset-password')
  expect((await sessions.getSessionList({ userId: ADA, status: 'pending' })).totalCount).toBe(1)
  await enter({ newPassword: 'a-structured-one', confirmPassword: 'a-structured-one' })
  await expect.poll(() => new URL(page.url()).pathname).toBe('/') // the app may go there twice, and the first navigation is then aborted
  await expectUser('ada@example.com')
  expect((await sessions.getSessionList({ userId: ADA, status: 'active' })).totalCount).toBe(1)
  expect(await users.verifyPassword({ userId: ADA, password: 'a-structured-one' })).toEqual({ verified: true })
})

it('asks for a second factor where one is required, and gives backup codes with it', async () => {
  const { page, clerk, enter, enterCode, expectUser } = await visit({ settings: { secondFactor: { totp: true, backupCodes: true, required: true } } })
  await page.goto('/sign-in')
  await enter({ identifier: 'ada@example.com' })
  await enter({ password: PASSWORD })
  await page.waitForURL('**/sign-in/tasks/setup-mfa')
  await page.getByText("Can't scan QR code?").click()
  const values = await page.locator('#clerk input').evaluateAll((inputs) => inputs.map((input) => (input as unknown as { value: string }).value)) // a page's input has one
  const secret = values.find((value) => /^[A-Z2-7]{16,}$/.test(value)) ?? ''
  await goOn(page)
  await enterCode(totpCode(secret, clerk.clock.now()))
  await page.getByText('Save these backup codes').waitFor()
  await goOn(page)
  await expect.poll(() => new URL(page.url()).pathname).toBe('/')
  await expectUser('ada@example.com')
  expect(await sdk(clerk).users.getUser(ADA)).toMatchObject({ totpEnabled: true, backupCodeEnabled: true, twoFactorEnabled: true })
})

it('takes a phone number as the second factor, once it is one and its code is right', async () => {
  const { page, clerk, enter, enterCode, expectStatus, expectUser } = await visit({ settings: { attributes: { phoneNumber: { enabled: true, secondFactor: true } }, secondFactor: { totp: true, backupCodes: true, required: true } } })
  expectStatus(422)
  await page.goto('/sign-in')
  await enter({ identifier: 'ada@example.com' })
  await enter({ password: PASSWORD })
  await page.getByText('Set up two-step verification').waitFor()
  await page.getByRole('button', { name: 'SMS code' }).click()
  const number = page.locator('input[name=phoneNumber]')
  const goOn = () => page.getByRole('button', { name: 'Continue' }).click()
  await number.fill('123091293193091311')
  await goOn()
  await page.getByTestId('form-feedback-error').waitFor()
  await number.fill('5555550109')
  await goOn()
  await enterCode('000000')
  await page.getByTestId('form-feedback-error').filter({ hasText: 'Incorrect code' }).waitFor()
  await enterCode('424242')
  await page.getByText('Save these backup codes').waitFor()
  await goOn()
  await expect.poll(() => new URL(page.url()).pathname).toBe('/')
  await expectUser('ada@example.com')
  expect(await sdk(clerk).users.getUser(ADA)).toMatchObject({ twoFactorEnabled: true, totpEnabled: false, phoneNumbers: [{ phoneNumber: '+15555550109', reservedForSecondFactor: true }] })
})
