import { expect, it } from 'vitest'
import { signIn, signOut } from '../src/playwright/index.ts'
import { visits } from './visit.ts'

// Drives <UserButton/> as somebody whom the helper signed in.
const visit = visits()

it('signs a page in without the form, as whom and where one likes, and out', async () => {
  const { page, app, clerk, expectUser } = await visit()
  await signIn(page, { user: 'ada@example.com', app: app.url, clerk })
  await page.goto('/')
  await expectUser('ada@example.com')
  expect(await page.locator('#organization').textContent()).toBe('Acme')

  await signIn(page, { user: 'alan@example.com', organization: null, app: app.url, clerk: clerk.url, secretKey: clerk.secretKey })
  await page.reload()
  await expectUser('alan@example.com')
  expect(await page.locator('#organization').textContent()).toBe('no organization')

  await signOut(page)
  await page.reload()
  await expectUser('nobody')
})

it('says who could not be signed in', async () => {
  const { page, app, clerk } = await visit()
  const there = { app: app.url, clerk: clerk.url }
  await expect(signIn(page, { user: 'nobody@example.com', ...there })).rejects.toThrow('nobody@example.com could not be signed in: 404')
  await expect(signIn(page, { user: 'ada@example.com', organization: 'globex', ...there })).rejects.toThrow('organization_not_found_or_unauthorized')
  await expect(signIn(page, { user: 'ada@example.com', ...there, app: 'https://evil.example' })).rejects.toThrow('no address of an app on this machine')
})
