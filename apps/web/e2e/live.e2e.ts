import type { Page, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { closePage } from './chromium.ts'
import { signIn, signOut, userMenu } from './clerk-pages.ts'
import { openRawStream, type RawStream } from './raw-stream.ts'
import { startTestStack, type TestStack } from './test-stack.ts'
import type { Visitor } from './visitor.ts'

const ADA = 'ada@example.com'
const STREAM = '/trpc/user.onProfileChange'
/** In seconds: a stream ends with its token, and no test but one is about that. */
const TOKEN_LIFETIME = 600

let stack: TestStack
let visitor: Visitor
/** The visitor's first tab in each test, with a stream. */
let page: Page
/** Open, and left alone, while everything else runs. */
let idle: RawStream

beforeAll(async () => {
  stack = await startTestStack()
  stack.clerk.setTokenLifetime(TOKEN_LIFETIME)
  idle = await openRawStream(`${stack.webUrl}${STREAM}`, await stack.clerk.token('grace@example.com', { azp: stack.webUrl, expiresIn: TOKEN_LIFETIME }))
  visitor = await signedIn()
  await closePage(visitor.page)
})
beforeEach(async () => {
  visitor.streams.length = 0
  page = await openTab()
  await begun(1)
})
afterEach(() => Promise.all(visitor.context.pages().map(closePage)))
afterAll(async () => {
  idle.close()
  await stack.stop()
})

/** A browser of its own, with its profile open. */
async function signedIn(): Promise<Visitor> {
  const arrived = await stack.visitor()
  await signIn(arrived.page, ADA)
  await arrived.page.waitForURL('**/profile')
  await vi.waitFor(() => expect(arrived.streams).toHaveLength(1), { timeout: 30_000 })
  return arrived
}

async function openTab(): Promise<Page> {
  const tab = await visitor.openTab()
  await tab.goto('/profile')
  await heading(tab).waitFor()
  return tab
}

const heading = (page: Page) => page.getByRole('region', { name: 'Your profile' }).getByRole('heading')
const shows = (page: Page, name: string) => expect.poll(() => heading(page).innerText(), { timeout: 20_000 }).toBe(name)

/** Until the browser has opened so many streams and the last one's answer has begun. */
async function begun(count: number): Promise<void> {
  await vi.waitFor(() => expect(visitor.streams.length).toBeGreaterThanOrEqual(count), { timeout: 60_000 })
  await visitor.streams[count - 1]!.response()
}

/** The API's line about a stream, which it writes when the stream has ended. */
const endAtApi = (stream: Request | undefined) => stack.apiLog.find(({ requestId }) => requestId === stream?.headers()['x-request-id'])

/** As from another device. */
async function change(displayName: string): Promise<void> {
  const token = await stack.clerk.token(ADA, { azp: stack.webUrl })
  const response = await fetch(`${stack.webUrl}/trpc/user.updateProfile`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ json: { displayName, bio: '', timeZone: 'Europe/London' } }),
  })
  expect(response.status).toBe(200)
}

/** The names that a page has shown, one after the other. */
async function namesShown(page: Page): Promise<() => Promise<string[]>> {
  await heading(page).evaluate((element) => {
    const names = [element.textContent]
    new MutationObserver(() => void (names.at(-1) === element.textContent || names.push(element.textContent))).observe(element, { characterData: true, childList: true, subtree: true })
    Object.assign(globalThis, { names })
  })
  return () => page.evaluate(() => (globalThis as unknown as { names: string[] }).names) // put there above
}

describe('a change of the profile', () => {
  it('shows in every window and browser of its user, without a reload, and the tabs of one browser share a stream', async () => {
    const [tab, elsewhere] = [await openTab(), await signedIn()]
    const pages = [page, tab, elsewhere.page]
    await page.getByLabel('Display name').fill('Ada, everywhere')
    await page.getByRole('button', { name: 'Save changes' }).click()
    for (const each of pages) await shows(each, 'Ada, everywhere')
    await elsewhere.page.getByLabel('Display name').fill('Ada, from over there')
    await elsewhere.page.getByRole('button', { name: 'Save changes' }).click()
    for (const each of pages) await shows(each, 'Ada, from over there')
    expect([visitor.streams.length, elsewhere.streams.length]).toEqual([1, 1])
    expect([...visitor.complaints, ...elsewhere.complaints]).toEqual([])
    await elsewhere.close()
  })

  it('leaves what is being typed alone, and fills in what is not', async () => {
    await page.getByLabel('Bio').fill('Half a senten')
    await change('Ada, changed elsewhere')
    await shows(page, 'Ada, changed elsewhere')
    expect(await page.getByLabel('Display name').inputValue()).toBe('Ada, changed elsewhere')
    expect(await page.getByLabel('Bio').inputValue()).toBe('Half a senten')
  })
})

describe('a stream', () => {
  it('goes on in the other tab when the tab that holds it closes: no gap, no duplicate', async () => {
    const tab = await openTab()
    await change('One')
    await shows(tab, 'One')
    const names = await namesShown(tab)
    await page.close()
    await change('Two')
    await shows(tab, 'Two')
    await change('Three')
    await shows(tab, 'Three')
    expect(await names()).toEqual(['One', 'Two', 'Three'])
    expect(visitor.streams).toHaveLength(2)
    // The id that the first tab had passed on: what came after it is sent, and nothing before it.
    expect(Number(visitor.streams[1]!.headers()['last-event-id'])).toBeGreaterThan(0)
    await expect.poll(() => endAtApi(visitor.streams[0])).toBeDefined()
    expect(endAtApi(visitor.streams[1])).toBeUndefined()
  })

  it('outlives its token, unseen', async () => {
    stack.clerk.setTokenLifetime(2)
    try {
      const { streams } = visitor
      await page.reload()
      await begun(2)
      await heading(page).waitFor()
      const names = await namesShown(page)
      await begun(4)
      for (const stream of streams.slice(2)) expect(Number(stream.headers()['last-event-id'])).toBeGreaterThan(0)
      const tokens = streams.map((stream) => stream.headers()['authorization']!.replace('Bearer ', ''))
      expect(new Set(tokens).size).toBeGreaterThan(2)
      for (const stream of streams) expect(tokens.filter((token) => stream.url().includes(token))).toEqual([])
      await change('Ada, some tokens later')
      await shows(page, 'Ada, some tokens later')
      expect(await names()).toHaveLength(2)
      expect(await page.getByRole('alert').filter({ hasText: /\S/ }).count()).toBe(0)
    } finally {
      stack.clerk.setTokenLifetime(TOKEN_LIFETIME)
    }
  })

  it('ends at the API when its tab closes', async () => {
    await page.close()
    await expect.poll(() => endAtApi(visitor.streams[0])).toMatchObject({ path: STREAM, aborted: true })
  })

  it('is not opened by a page that shows nothing live, and ends when its page is left', async () => {
    await page.getByRole('link', { name: 'Throughline' }).click()
    await page.waitForURL('**/')
    await expect.poll(() => endAtApi(visitor.streams[0])).toBeDefined()
    await page.goto('/')
    await userMenu(page).waitFor()
    await page.waitForLoadState('networkidle')
    expect(visitor.streams).toHaveLength(1)
  })
})

describe('through the web’s address, with gzip accepted', () => {
  it('each event arrives as it is written', async () => {
    const token = await stack.clerk.token(ADA, { azp: stack.webUrl })
    const stream = await openRawStream(`${stack.webUrl}${STREAM}`, token)
    await expect.poll(() => stream.text()).toMatch(/event: connected[^]*id: \d+/)
    for (const name of ['Written first', 'Written second']) {
      await change(name)
      await expect.poll(() => stream.text()).toContain(name)
      expect(stream.endedAt()).toBeNull()
    }
    stream.close()
  })

  it('a stream with nothing to say survives for 40 s and more', async () => {
    const age = () => ((idle.endedAt() ?? performance.now()) - idle.openedAt) / 1_000
    await expect.poll(age, { timeout: 45_000, interval: 1_000 }).toBeGreaterThan(40)
    expect(idle.endedAt()).toBeNull()
    expect(idle.text().match(/event: ping/g)?.length).toBeGreaterThanOrEqual(3)
    expect(idle.text().match(/^id: /gm)).toHaveLength(1)
  })
})

// Last, since they take the API and the session away from everybody else.
describe('a stream that is cut', () => {
  it('comes back when the API does, with what was missed', async () => {
    await stack.api.stop()
    await stack.api.start()
    await change('Ada, after the restart')
    await shows(page, 'Ada, after the restart')
  })

  it('ends with the session', async () => {
    const tab = await openTab()
    await signOut(page)
    await expect.poll(() => heading(tab).count(), { timeout: 20_000 }).toBe(0)
    // One that the other tab has begun may be given up before the API hears of it.
    const answered = await Promise.all(visitor.streams.map((stream) => stream.response()))
    const heard = visitor.streams.filter((_, index) => answered[index])
    for (const stream of heard) await expect.poll(() => endAtApi(stream)).toBeDefined()
  })
})
