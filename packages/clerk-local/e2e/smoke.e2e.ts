import { expect, it } from 'vitest'
import { visits } from './visit.ts'

const visit = visits()

it('signs in through the form, shows the user’s button, and signs out', async () => {
  const { page, signIn, expectUser } = await visit()
  await page.goto('/')
  await expectUser('nobody')
  await signIn('ada@example.com')
  expect(await page.locator('#organization').textContent()).toBe('Acme')
  await page.goto('/')
  await page.locator('.cl-userButtonTrigger').click()
  await page.locator('.cl-userButtonPopoverActionButton__signOut').click()
  await expectUser('nobody')
})
