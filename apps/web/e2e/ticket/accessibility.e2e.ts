import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LOOKS, violationsIn, type PageToCheck } from '../axe.ts'
import { userMenu } from '../clerk-pages.ts'
import { signedIn } from '../signed-in.ts'
import { startTestStack, type TestStack } from '../test-stack.ts'
import { apiClient } from './api-client.ts'

// What a page streams is in it twice for a moment, once hidden.
const shown = (locator: Locator) => locator.filter({ visible: true }).first().waitFor()

async function showActivity(page: Page): Promise<void> {
  await userMenu(page).waitFor() // what is pressed before the page is React's goes nowhere
  await page.getByRole('tab', { name: 'Activity' }).click()
  await page.getByText('commented').waitFor()
}

let stack: TestStack
let pages: readonly PageToCheck[]
beforeAll(async () => {
  stack = await startTestStack()
  const grace = apiClient(stack, 'grace@example.com')
  const { id } = await grace.ticket.create.mutate({ title: 'Printer on fire', body: 'Third floor.' })
  await grace.comment.add.mutate({ ticketId: id, body: 'Still.' })
  pages = [
    ['/tickets', (page) => shown(page.getByRole('link', { name: 'Printer on fire' }))],
    ['/tickets?text=nothing+is+called+this', (page) => shown(page.getByText('No ticket matches'))],
    ['/tickets/new', async (page) => page.getByRole('button', { name: 'Open ticket' }).click().then(() => page.getByText('Give it a title.').waitFor())],
    [`/tickets/${id}`, (page) => shown(page.getByText('Still.'))],
    [`/tickets/${id}`, showActivity],
    ['/tickets/00000000-0000-4000-8000-000000000000', (page) => shown(page.getByText('There is no such ticket'))],
  ]
})
afterAll(() => stack.stop())

it.each(LOOKS)('axe finds nothing wrong with the desk, $name', async (look) => {
  expect(await violationsIn(await signedIn(stack, 'ada@example.com'), pages, look)).toEqual([])
})
