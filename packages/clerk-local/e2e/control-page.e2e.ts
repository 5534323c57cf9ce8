import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { visits } from './visit.ts'

const visit = visits()

it('signs in as anybody without a form, and as somebody else after that', async () => {
  const { page, clerk, app, expectUser } = await visit()
  await page.goto('/')
  await expectUser('nobody')
  for (const who of ['ada@example.com', 'linus@example.com']) {
    await page.goto(`${clerk.url}/users`)
    await page.getByRole('link', { name: who }).click()
    expect(await page.getByLabel('App').inputValue()).toBe(app.url)
    await page.getByRole('button', { name: 'Sign in as' }).click()
    await page.waitForURL(`${app.url}/**`)
    await expectUser(who)
  }
  expect(await page.locator('#organization').textContent()).toBe('Globex')
})

it('changes a user, and the app shows it', async () => {
  const { page, clerk, signIn } = await visit()
  await signIn('ada@example.com')
  await page.goto(`${clerk.url}/users?query=ada`)
  await page.getByRole('link', { name: 'ada@example.com' }).click()
  await page.getByLabel('First name').fill('Augusta')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor()
  await page.goto('/user')
  expect(await page.locator('.cl-profileSection__profile').textContent()).toContain('Augusta')
})

it('ends a session, and the app is signed out', async () => {
  const { page, clerk, signIn, expectUser, expectStatus } = await visit()
  await signIn('ada@example.com')
  await page.goto(`${clerk.url}/sessions`)
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByText('Nobody is signed in.').waitFor()
  expectStatus(401)
  await page.goto('/')
  await expectUser('nobody')
  expect(clerk.requests.some(({ path }) => path === '/v1/client')).toBe(true)
})

it('changes the settings, and the forms follow', async () => {
  const { page, clerk } = await visit()
  await page.goto(`${clerk.url}/settings`)
  await page.getByLabel('Username', { exact: true }).check()
  await page.getByLabel('Username identifies at sign-in').check()
  await page.getByLabel('Providers such as').fill('google')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('status').waitFor()
  await page.goto('/sign-in')
  await page.getByText('Email address or username').waitFor()
  expect(await page.getByRole('button', { name: /Google/ }).count()).toBe(1)
})

it('shows the outbox with its codes, and a webhook’s delivery, which is sent again', async () => {
  const heard: string[] = []
  const receiver = createServer((request, response) => {
    heard.push(request.headers['svix-id'] as string) // a webhook always has one
    response.end('thanks')
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { page, clerk, enter } = await visit()
  await page.goto(`${clerk.url}/webhooks`)
  await page.getByLabel('Address').fill(`http://localhost:${(receiver.address() as AddressInfo).port}/hook`) // a TCP server's address is never a string
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByText('Added.').waitFor() // the next page would abort the form
  await page.goto('/sign-up')
  await enter({ emailAddress: 'edsger@example.com', password: 'structured-1' })
  await expect.poll(() => clerk.outbox.length).toBe(1) // the next page would abort what asks for the code
  await page.goto(`${clerk.url}/outbox`)
  expect(await page.locator('tbody').textContent()).toMatch(/424242.*edsger@example\.com/)
  await clerk.webhooks.settled()
  await page.goto(`${clerk.url}/webhooks`)
  await page.getByRole('link', { name: 'email.created' }).click()
  expect(await page.locator('.payload').textContent()).toContain('edsger@example.com')
  await page.getByRole('button', { name: 'Replay' }).click()
  await page.getByText('On its way again.').waitFor()
  await clerk.webhooks.settled()
  expect(heard).toHaveLength(2)
  receiver.close()
})

it('has nothing that overflows, on a phone and in the dark', async () => {
  const { clerk, context } = await visit()
  const phone = await context.browser()?.newPage({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  for (const path of ['/', '/users', '/users/user_ada000000000000000000000000', '/organizations', '/sessions', '/outbox', '/webhooks', '/settings']) {
    await phone?.goto(`${clerk.url}${path}`)
    expect(await phone?.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }
  await phone?.close()
})
