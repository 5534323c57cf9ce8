import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { closeContext, launchChromium } from '../../../apps/web/e2e/chromium.ts'
import { createClerkLocal, type ClerkLocal, type ClerkLocalOptions } from '../src/index.ts'
import { startApp, type App } from './app.ts'
import { goOn } from '../../../apps/web/e2e/press.ts'

/** One person at a browser of their own, an app with Clerk's components, and the stand-in behind it. */
export interface Visit {
  readonly clerk: ClerkLocal
  readonly app: App
  readonly context: BrowserContext
  readonly page: Page
  /** What must not be: requests to foreign hosts, errors in the console, exceptions. Looked at after every test. */
  readonly complaints: string[]
  /** The requests of the page's own and what they were answered with, in order. */
  readonly calls: string[]
  /** Answers with these statuses are what the test asks for: browsers log every one as an error. */
  expectStatus(...statuses: number[]): void
  /** Fills the field of that name and goes on by the form's main button. */
  enter(fields: Readonly<Record<string, string>>): Promise<void>
  /** Types a code into the six boxes. */
  enterCode(code: string): Promise<void>
  /** A page in another browser, as on a telephone. */
  elsewhere(): Promise<Page>
  /** Signs in by email and password, through the form. */
  signIn(identifier: string, password?: string): Promise<void>
  /** Waits until the app shows that this user is signed in, or `nobody`. */
  expectUser(who: string): Promise<void>
}

export const PASSWORD = 'throughline-dev'

let browser: Browser
const open: (() => Promise<void>)[] = []
const all: Visit[] = []

/** Sets the file up; `visit` starts what one test needs, and what it started ends with the test. */
export function visits(): (options?: ClerkLocalOptions) => Promise<Visit> {
  beforeAll(async () => void (browser = await launchChromium()))
  afterAll(() => browser.close())
  afterEach(async ({ task }) => {
    const visited = all.splice(0)
    if (task.result?.state === 'fail') for (const visit of visited) await tellOf(visit)
    const complaints = visited.flatMap((each) => each.complaints)
    for (const close of open.splice(0).toReversed()) await close()
    expect(complaints).toEqual([])
  })
  return async (options = {}) => {
    const clerk = await createClerkLocal(options)
    open.push(() => clerk.close())
    const app = await startApp({ publishableKey: clerk.publishableKey, proxyUrl: `${clerk.url}/i/${clerk.name}` })
    open.push(() => app.close())
    // What moves while it is pressed, as a form that is unfolding, is not pressed.
    const context = await browser.newContext({ baseURL: app.url, reducedMotion: 'reduce' })
    open.push(() => closeContext(context))
    const visit = await person(clerk, app, context)
    all.push(visit)
    return visit
  }
}

/** What the page last asked for and shows, for whoever has to find out why it is not what it should be. */
async function tellOf({ page, calls }: Visit): Promise<void> {
  const shown = page.isClosed() ? 'a closed page' : await page.locator('body').ariaSnapshot({ timeout: 5_000 }).catch(String)
  console.log([`${page.url()}, after`, ...calls.slice(-30), shown].join('\n'))
}

async function person(clerk: ClerkLocal, app: App, context: BrowserContext): Promise<Visit> {
  const complaints: string[] = []
  const expected = new Set<number>()
  context.on('request', (request) => {
    const { protocol, hostname, href } = new URL(request.url())
    if (/^(https?|wss?):$/.test(protocol) && !['localhost', '127.0.0.1'].includes(hostname)) complaints.push(`foreign request: ${href}`)
  })
  context.on('console', (message) => {
    const status = Number(/status of (\d+)/.exec(message.text())?.[1])
    if (message.type() === 'error' && !expected.has(status)) complaints.push(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => complaints.push(`exception: ${error.error().message}`))
  const calls: string[] = []
  context.on('response', (response) => void (response.request().resourceType() === 'fetch' && calls.push(`${response.request().method()} ${response.url()} ${response.status()}`)))
  context.on('requestfailed', (request) => void calls.push(`${request.method()} ${request.url()} ${request.failure()?.errorText}`))
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const visit: Visit = {
    clerk,
    app,
    context,
    page,
    complaints,
    calls,
    expectStatus: (...statuses) => statuses.forEach((status) => expected.add(status)),
    async enter(fields) {
      for (const [name, value] of Object.entries(fields)) await page.locator(`input[name=${name}]`).fill(value)
      await goOn(page)
    },
    async enterCode(code) {
      const digits = page.locator('input[data-input-otp]').first()
      // A wrong code is emptied a moment after its error shows: what is typed before that goes with it.
      await expect.poll(() => digits.inputValue()).toBe('')
      await digits.click()
      await page.keyboard.type(code)
    },
    async elsewhere() {
      const another = await browser.newContext({ baseURL: app.url })
      open.push(() => closeContext(another))
      return another.newPage()
    },
    async signIn(identifier, password = PASSWORD) {
      await page.goto('/sign-in')
      await visit.enter({ identifier })
      await visit.enter({ password })
      await visit.expectUser(identifier)
    },
    expectUser: (who) => page.locator('#who', { hasText: who }).waitFor(),
  }
  return visit
}
