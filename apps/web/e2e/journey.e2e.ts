import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeSent, enterCode, enterIdentifier, signIn, signOut, signUp, userMenu } from './clerk-pages.ts'
import { startTestStack, type TestStack } from './test-stack.ts'
import type { Visitor } from './visitor.ts'
import { goOn, press } from './press.ts'

let stack: TestStack
let visitor: Visitor
beforeAll(async () => {
  stack = await startTestStack()
})
beforeEach(async () => {
  visitor = await stack.visitor()
})
afterEach(async () => {
  const complaints = [...visitor.complaints]
  await visitor.close()
  expect(complaints).toEqual([])
})
afterAll(() => stack.stop())

const ADA = 'ada@example.com'
const STREAM = 'GET /trpc/user.onProfileChange'

describe('signed out', () => {
  it('the home page and the sign-in page load without a complaint, a foreign request or a missing icon', async () => {
    const { page } = visitor
    const first = await page.goto('/')
    expect(first?.request().redirectedFrom()).toBeNull()
    await page.getByRole('button', { name: /sign in/i }).first().waitFor()
    await page.goto('/sign-in')
    await page.locator('input[name=identifier]').waitFor()
  })

  it('passes Clerk’s Frontend API on, and nothing else that the stand-in has', async () => {
    const status = async (path: string, headers?: HeadersInit) => (await fetch(`${stack.webUrl}/__clerk${path}`, { headers })).status
    expect(await status('/v1/environment')).toBe(200)
    expect(await Promise.all(['/', '/_control/outbox', '/%5fcontrol/outbox', '/npm/..%2f_control/outbox'].map((path) => status(path)))).toEqual([403, 403, 501, 501])
    expect(await status('/v1/users', { authorization: `Bearer ${stack.clerk.secretKey}` })).toBe(403)
  })

  it('the profile leads to sign-in and, once signed in, back', async () => {
    const { page } = visitor
    await page.goto('/profile')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await enterIdentifier(page, ADA)
    await page.locator('input[name=password]').fill('throughline-dev')
    await goOn(page)
    await page.waitForURL('**/profile')
    await page.getByText(ADA).first().waitFor()
  })
})

describe('signing in and up', () => {
  it('signs up with the code from the email', async () => {
    const { page } = visitor
    const email = `edsger-${Date.now()}@example.com`
    await signUp(page, email)
    await page.waitForURL('**/profile')
    await page.getByText(email).first().waitFor()
    expect(stack.clerk.outbox.filter(({ to }) => to === email)).toHaveLength(1)
  })

  it('signs in with a code by email instead of the password', async () => {
    const { page } = visitor
    await page.goto('/sign-in')
    await enterIdentifier(page, 'grace@example.com')
    await page.getByText(/use another method/i).click()
    const sent = codeSent(page)
    await page.getByRole('button', { name: /email code to/i }).click()
    await sent
    await enterCode(page)
    await page.waitForURL('**/profile')
    await page.getByText('grace@example.com').first().waitFor()
  })

  it('the session survives a reload, and the name that Clerk knows can be changed in its own profile', async () => {
    const { page } = visitor
    await signIn(page, 'linus@example.com')
    await page.waitForURL('**/profile')
    await page.reload()
    await userMenu(page).click()
    await page.locator('.cl-userButtonPopoverActionButton__manageAccount').click()
    await page.locator('.cl-profileSectionPrimaryButton__profile').click()
    await page.locator('input[name=firstName]').fill('Linus Benedict')
    await press(page.getByRole('button', { name: 'Save', exact: true }))
    await page.getByText('Linus Benedict').first().waitFor()
  })
})

describe('the profile', () => {
  beforeEach(async () => {
    await signIn(visitor.page, ADA)
    await visitor.page.waitForURL('**/profile')
    await visitor.page.getByText(ADA).first().waitFor()
    await streamToOpen()
  })

  // After everything else that a page does when it loads.
  const streamToOpen = () => expect.poll(() => visitor.apiCalls, { timeout: 20_000 }).toContain(STREAM)

  it('comes from the server: the browser asks for nothing on load but for what changes later', async () => {
    const { page, apiCalls } = visitor
    apiCalls.length = 0
    await page.reload()
    await page.getByText(ADA).first().waitFor()
    await userMenu(page).waitFor()
    await streamToOpen()
    expect(apiCalls).toEqual([STREAM])
  })

  it('does so when Clerk loads two seconds late', async () => {
    const { page, apiCalls } = visitor
    await page.route('**/clerk.browser.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 2_000))
      await route.continue()
    })
    apiCalls.length = 0
    await page.reload()
    await page.getByText(ADA).first().waitFor()
    await userMenu(page).waitFor()
    await streamToOpen()
    expect(apiCalls).toEqual([STREAM])
    await page.getByText(ADA).first().waitFor()
  })

  it('takes a valid change at once and keeps it', async () => {
    const { page } = visitor
    await page.getByLabel('Display name').fill('Countess of Lovelace')
    await page.getByLabel('Time zone').selectOption('Europe/Rome')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Saved.').waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Countess of Lovelace' }).waitFor()
  })

  it('shows what was saved to who goes elsewhere and comes back', async () => {
    const { page } = visitor
    await page.getByLabel('Display name').fill('Lady Lovelace')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Saved.').waitFor()
    await page.route('**/trpc/**', () => {}) // nothing is answered from here on
    await page.getByRole('link', { name: 'Throughline' }).click()
    await page.waitForURL(/:\d+\/$/)
    await page.goBack()
    await page.getByRole('heading', { name: 'Lady Lovelace' }).waitFor()
    expect(await page.getByLabel('Display name').inputValue()).toBe('Lady Lovelace')
  })

  it('refuses an invalid value beside its field, before it is sent', async () => {
    const { page, apiCalls } = visitor
    apiCalls.length = 0
    await page.getByLabel('Display name').fill('  ')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Enter a name.').waitFor()
    expect(await page.getByLabel('Display name').getAttribute('aria-invalid')).toBe('true')
    expect(apiCalls).toEqual([])
  })

  it('shows over REST what it shows over tRPC, asked for the plain way', async () => {
    const { page } = visitor
    await page.getByRole('button', { name: 'Send the request' }).click()
    await page.getByText('GET /api/profile answered 200').waitFor()
    await page.getByText(`"email": "${ADA}"`).waitFor()
  })

  it('is gone after sign-out, and a second user of the same browser sees nothing of it', async () => {
    const { page } = visitor
    await signOut(page)
    await page.getByRole('button', { name: /sign in/i }).first().waitFor()
    await page.goto('/profile')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await signIn(page, 'alan@example.com')
    await page.waitForURL('**/profile')
    // A document of its own: the one before still holds the sign-in page, which names the seeded users.
    await page.reload()
    await page.getByText('alan@example.com').first().waitFor()
    expect(await page.content()).not.toContain(ADA)
  })

  it('disappears from the other tabs when one of them signs out', async () => {
    const { page } = visitor
    const other = await visitor.openTab()
    await other.goto('/profile')
    await other.getByText(ADA).first().waitFor()
    await userMenu(other).waitFor()
    await signOut(page)
    // Not its address: who is signed out is led to the sign-in page, which names the seeded users.
    await other.getByRole('region', { name: 'Your profile' }).waitFor({ state: 'detached' })
  })
})
