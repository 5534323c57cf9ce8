// Drives <SignIn/>, which signs up whoever has no account.
import { expect, it } from 'vitest'
import { visits } from './visit.ts'

const visit = visits()

it('signs in who has an account, and asks everybody else for what an account needs', async () => {
  const { page, context, enter, enterCode, expectUser, expectStatus } = await visit()
  expectStatus(422)
  await page.goto('/sign-in-or-up')
  await enter({ identifier: 'ada@example.com' })
  await enter({ password: 'throughline-dev' })
  await expectUser('ada@example.com')
  await context.clearCookies()
  await page.goto('/sign-in-or-up')
  await enter({ identifier: 'new@example.com' })
  await enter({ password: 'a-long-password' })
  await enterCode('424242')
  await expectUser('new@example.com')
  expect(await page.locator('#sessions').textContent()).toBe('1')
})

it('does not say who has an account, where that is a secret, and signs up by the code all the same', async () => {
  const { page, clerk, context, enter, enterCode, expectUser, expectStatus } = await visit({ settings: { enumerationProtection: true, attributes: { password: { enabled: false, required: false } } } })
  expectStatus(404)
  await page.goto('/sign-in-or-up')
  await enter({ identifier: 'new@example.com' })
  await enterCode('424242')
  await expectUser('new@example.com')
  await context.clearCookies()
  await page.goto('/sign-in-or-up')
  await enter({ identifier: 'ada@example.com' })
  await enterCode('424242')
  await expectUser('ada@example.com')
  expect(clerk.outbox.map(({ to }) => to)).toEqual(['new@example.com', 'ada@example.com'])
})

it('does the same by a link', async () => {
  const { page, clerk, context, enter, expectUser } = await visit({ settings: { enumerationProtection: true, attributes: { emailAddress: { strategies: ['email_link'] }, password: { enabled: false, required: false } } } })
  await page.goto('/sign-in-or-up')
  await enter({ identifier: 'new@example.com' })
  await expect.poll(() => clerk.outbox.length).toBe(1)
  const tab = await context.newPage()
  await tab.goto(clerk.outbox[0]?.link ?? '')
  await expectUser('new@example.com')
})
