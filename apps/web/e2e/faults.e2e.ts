import type { Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signIn, userMenu } from './clerk-pages.ts'
import { startTestStack, type TestStack } from './test-stack.ts'
import type { Visitor } from './visitor.ts'

let stack: TestStack
let visitor: Visitor
const ADA = 'ada@example.com'
beforeAll(async () => {
  stack = await startTestStack()
})
beforeEach(async () => {
  visitor = await stack.visitor()
  await signIn(visitor.page, ADA)
  await visitor.page.waitForURL('**/profile')
  await visitor.page.getByText(ADA).first().waitFor()
  await userMenu(visitor.page).waitFor()
})
afterEach(() => visitor.close())
afterAll(() => stack.stop())

const save = async (name: string) => {
  await visitor.page.getByRole('textbox', { name: 'Display name' }).fill(name)
  await visitor.page.getByRole('button', { name: 'Save changes' }).click()
}

/** Holds a request to such an address; what is returned waits for it. */
async function held(url: string): Promise<() => Promise<Route>> {
  let take = (_route: Route) => {}
  const route = new Promise<Route>((resolve) => (take = resolve))
  await visitor.page.route(url, take)
  return () => route
}

describe('an expired token', () => {
  it('is replaced once and the change is sent again, unseen', async () => {
    const expired = await stack.clerk.token(ADA, { azp: stack.webUrl, expiresIn: -10 })
    const statuses: number[] = []
    let sent = 0
    await visitor.page.route('**/trpc/user.updateProfile*', (route) =>
      route.continue(sent++ === 0 ? { headers: { ...route.request().headers(), authorization: `Bearer ${expired}` } } : {}),
    )
    visitor.page.on('response', (response) => void (response.url().includes('updateProfile') && statuses.push(response.status())))
    await save('Ada after expiry')
    await visitor.page.getByText('Saved.').waitFor()
    expect(statuses).toEqual([401, 200])
  })

  it('of a short life is survived by an open page', async () => {
    stack.clerk.setTokenLifetime(2)
    try {
      await visitor.page.reload()
      await userMenu(visitor.page).waitFor()
      const expiry = await sessionExpiry()
      // The API tolerates clocks that differ by five seconds.
      await expect.poll(() => Date.now() / 1000, { timeout: 15_000, interval: 500 }).toBeGreaterThan(expiry + 5)
      await save('Ada, still here')
      await visitor.page.getByText('Saved.').waitFor()
      expect(await visitor.page.getByRole('alert').filter({ hasText: /\S/ }).count()).toBe(0)
    } finally {
      stack.clerk.setTokenLifetime(60)
    }
  })

  async function sessionExpiry(): Promise<number> {
    const cookie = (await visitor.context.cookies()).find(({ name }) => name === '__session')
    const payload = JSON.parse(Buffer.from(cookie!.value.split('.')[1]!, 'base64url').toString()) as { exp: number } // a session token
    return payload.exp
  }
})

describe('a change that the server refuses', () => {
  it('is taken back, and its reason stands beside the field', async () => {
    // The form's own check has passed; what arrives is something else.
    await visitor.page.route('**/trpc/user.updateProfile*', (route) =>
      route.continue({ postData: route.request().postData()!.replace('Ada Byron', ' ') }),
    )
    await save('Ada Byron')
    await visitor.page.getByText('Enter a name.').waitFor()
    expect(await visitor.page.getByRole('heading', { name: 'Ada Byron' }).count()).toBe(0)
  })

  it('is shown at once and taken back when it fails', async () => {
    const { page } = visitor
    const before = await page.getByRole('heading', { level: 2 }).first().innerText()
    const change = await held('**/trpc/user.updateProfile*')
    await save('Ada the Hasty')
    await page.getByRole('heading', { name: 'Ada the Hasty' }).waitFor()
    await (await change()).abort()
    await page.getByRole('alert').filter({ hasText: 'Not saved' }).waitFor()
    await page.getByRole('heading', { name: before }).waitFor()
  })
})

it('a change that is under way stays in sight whatever the stream says meanwhile, and is what shows afterwards', async () => {
  const { page } = visitor
  // The page that is open may not have asked for its stream yet, and would be the one that is held.
  await page.goto('about:blank')
  const stream = await held('**/trpc/user.onProfileChange*')
  const change = await held('**/trpc/user.updateProfile*')
  await page.goto('/profile')
  await userMenu(page).waitFor()
  await save('Ada, at last')
  const shown = page.getByRole('heading', { name: 'Ada, at last' })
  await shown.waitFor()
  const profile = { id: 'user_ada', email: 'elsewhere@example.com', displayName: 'Ada before', imageUrl: null, bio: '', timeZone: 'UTC', createdAt: '2026-01-01T00:00:00.000Z' }
  const data = JSON.stringify({ json: profile, meta: { values: { createdAt: ['Date'] } } })
  await (await stream()).fulfill({ contentType: 'text/event-stream', body: `event: connected\ndata: {}\n\nid: 1000\ndata: ${data}\n\n` })
  await page.getByText('elsewhere@example.com').waitFor()
  expect(await shown.count()).toBe(1)
  await (await change()).continue()
  await page.getByText('Saved.').waitFor()
  expect(await shown.count()).toBe(1)
})

describe('with the API down', () => {
  it('the page says so and offers to try again; once the API is back, it does', async () => {
    const { page } = visitor
    await stack.api.stop()
    try {
      await page.goto('/profile')
      await page.getByRole('button', { name: /try again/i }).waitFor()
      expect(await page.getByText(ADA).count()).toBe(0)
    } finally {
      await stack.api.start()
    }
    await page.getByRole('button', { name: /try again/i }).click()
    await page.getByText(ADA).first().waitFor()
  })

  it('a change that cannot be saved is taken back and says so', async () => {
    await stack.api.stop()
    try {
      await save('Ada Offline')
      await visitor.page.getByRole('alert').filter({ hasText: 'the API is not answering' }).waitFor({ timeout: 30_000 })
      expect(await visitor.page.getByRole('heading', { name: 'Ada Offline' }).count()).toBe(0)
    } finally {
      await stack.api.start()
    }
  })
})

it('says so where Clerk answers and its components cannot be loaded', async () => {
  const stranger = await stack.visitor()
  await stranger.page.route('**/ui.browser.js', (route) => route.abort())
  await stranger.page.goto('/sign-in')
  await stranger.page.getByRole('alert').getByText('The sign-in service cannot be reached').waitFor()
  await stranger.close()
})
