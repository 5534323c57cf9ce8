import type { TRPCClient } from '@trpc/client'
import type { AppRouter } from '@throughline/api'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { userMenu } from '../clerk-pages.ts'
import { signedIn } from '../signed-in.ts'
import { startTestStack, type TestStack } from '../test-stack.ts'
import type { Visitor } from '../visitor.ts'
import { apiClient } from './api-client.ts'

export const [ADA, ALAN, GRACE, LINUS] = ['ada@example.com', 'alan@example.com', 'grace@example.com', 'linus@example.com'] as const
export const [ACME, GLOBEX] = ['org_acme00000000000000000000000', 'org_globex000000000000000000000'] as const
export const GRACE_ID = 'user_grace0000000000000000000000'

interface Arrival {
  readonly organization?: string
  /** What is done to the page before it goes anywhere. */
  readonly before?: (page: Page) => Promise<unknown>
}

/** A stack for one file of tests, with the people who look at its tickets. */
export interface Desk {
  readonly stack: TestStack
  /** Those of this test, in order. */
  readonly visitors: readonly Visitor[]
  /** A browser in which somebody is signed in, at a page. */
  at(path: string, user: string, arrival?: Arrival): Promise<Page>
  /** Somebody on another device. */
  client(user: string): TRPCClient<AppRouter>
  /** A new ticket's id. */
  open(title: string, user?: string): Promise<string>
  /** Clerk's Backend API. */
  backend(method: string, path: string, body?: object): Promise<void>
}

export function startDesk(): Desk {
  let stack: TestStack
  const visitors: Visitor[] = []
  beforeAll(async () => {
    stack = await startTestStack()
  })
  beforeEach(() => stack.clerk.reset())
  afterEach(async () => {
    for (const visitor of visitors.splice(0)) await visitor.close()
  })
  afterAll(() => stack.stop())

  const client = (user: string) => apiClient(stack, user)
  return {
    get stack() {
      return stack
    },
    visitors,
    client,
    async at(path, user, { organization = 'acme', before } = {}) {
      const visitor = await signedIn(stack, user, organization)
      visitors.push(visitor)
      await before?.(visitor.page)
      await visitor.page.goto(path)
      return visitor.page
    },
    open: async (title, user = GRACE) => (await client(user).ticket.create.mutate({ title, body: 'It burns.' })).id,
    async backend(method, path, body) {
      const headers = { authorization: `Bearer ${stack.clerk.secretKey}`, 'content-type': 'application/json' }
      const response = await fetch(`${stack.clerk.url}/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
      if (response.status !== 200) throw new Error(`${method} ${path} answered ${response.status}.`)
    },
  }
}

let count = 0
export const unique = (title: string) => `${title} ${Date.now()}${count++}`

export const row = (page: Page, title: string) => page.getByRole('link', { name: title })
export const live = (page: Page) => page.getByText('Live', { exact: true }).waitFor()
export const statusOf = (page: Page) => page.getByRole('combobox', { name: 'Status' })
export const commentField = (page: Page) => page.getByRole('textbox', { name: 'Comment' })

/** Clerk's menu is there once the page is React's: what is pressed before goes nowhere. */
export async function edit(page: Page): Promise<void> {
  await userMenu(page).waitFor()
  await page.getByRole('button', { name: 'Edit' }).click()
}

export async function say(page: Page, text: string): Promise<void> {
  await commentField(page).fill(text)
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
}

export async function switchTo(page: Page, organization: string): Promise<void> {
  await page.getByRole('button', { name: /organization switcher/i }).click()
  await page.locator('.cl-organizationSwitcherPreviewButton', { hasText: organization }).click()
}
