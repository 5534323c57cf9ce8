import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signedIn } from '../signed-in.ts'
import { startTestStack, type TestStack } from '../test-stack.ts'
import type { Visitor } from '../visitor.ts'
import { apiClient } from './api-client.ts'

// The API is stopped under the browser, whose clock then runs ahead: what would be a loop has two minutes to show itself.

const [ADA, GRACE] = ['ada@example.com', 'grace@example.com'] as const
const WHILE_MS = 120_000
const STEP_MS = 1_000
const STREAM = '**/trpc/ticket.onChange*'
/** Between two attempts of a stream that has failed often: ten seconds, or down to half of that. */
const LONGEST_PAUSE_MS = 10_000
const MOST_ATTEMPTS = 4 + WHILE_MS / (LONGEST_PAUSE_MS / 2) // the first ones come faster
/** What a page asks for until it says that the API does not answer. */
const ATTEMPTS = 3

let stack: TestStack
let visitor: Visitor
let title: string
let id: string

const row = (page: Page) => page.getByRole('link', { name: title })
const heading = (page: Page) => page.getByRole('heading', { name: title })
const failure = (page: Page) => page.getByRole('heading', { name: 'The API is not answering' })
const tryAgain = (page: Page) => page.getByRole('button', { name: 'Try again' })
const says = (page: Page, liveness: string) => page.getByText(liveness, { exact: true }).waitFor()
const now = (page: Page) => page.evaluate(() => Date.now())

/** How often the browser has asked for what, streams aside. */
function asked(): Record<string, number> {
  const procedures = visitor.apiCalls.filter((call) => !call.includes('onChange')).flatMap((call) => call.replace('GET /trpc/', '').split(','))
  return Object.fromEntries(procedures.map((each) => [each, procedures.filter((other) => other === each).length]))
}

/** As often, and of nothing else; what waits to be tried again does not wait for long. */
async function untilAsked(wanted: Record<string, number>): Promise<void> {
  const after = async () => visitor.context.clock.fastForward(STEP_MS).then(asked)
  await expect.poll(after, { timeout: 10_000 }).toEqual(wanted)
}

function forget(): void {
  visitor.apiCalls.length = 0
  visitor.streams.length = 0
}

/** Nothing is asked for by itself, however long one waits, except for the stream, at its pauses. */
async function expectNoLoop(page: Page): Promise<void> {
  forget()
  const began = await now(page)
  while ((await now(page)) - began < WHILE_MS) {
    await visitor.context.clock.fastForward(STEP_MS)
    await pause(25) // for what this has begun to be asked for, and its failure to be heard of
    await visitor.streams.at(-1)?.response()
  }
  expect(asked()).toEqual({})
  expect(visitor.streams.length).toBeGreaterThan(5)
  expect(visitor.streams.length).toBeLessThanOrEqual(MOST_ATTEMPTS)
}

// As it is deployed; in development the same code would only be slower to load.
describe('with the API down', () => {
  beforeAll(async () => {
    stack = await startTestStack()
  })
  beforeEach(async ({ onTestFailed }) => {
    onTestFailed(() => stack.api.start())
    title = `Printer on fire ${Date.now()}`
    ;({ id } = await apiClient(stack, GRACE).ticket.create.mutate({ title, body: 'Third floor.' }))
    visitor = await signedIn(stack, ADA)
    await visitor.context.clock.install()
  })
  afterEach(() => visitor.close())
  afterAll(() => stack.stop())

  it('pages that are open show what they have and that the connection is lost, try again at growing pauses, and go on where they were', async () => {
    const [list, ticket] = [visitor.page, await visitor.openTab()]
    await list.goto('/tickets')
    await says(list, 'Live')
    await ticket.goto(`/tickets/${id}`)
    await says(ticket, 'Live')
    await stack.api.stop()
    for (const page of [list, ticket]) await says(page, 'Reconnecting…')
    await expectNoLoop(list)
    expect([await row(list).count(), await heading(ticket).count()]).toEqual([1, 1])

    await stack.api.start()
    await visitor.context.clock.fastForward(LONGEST_PAUSE_MS)
    for (const page of [list, ticket]) await says(page, 'Live')
    expect(Number(visitor.streams.at(-1)!.headers()['last-event-id'])).toBeGreaterThan(0)
  })

  it('pages that are opened say so and offer to try again; they try when they are told to, and not before', async () => {
    const [list, ticket] = [visitor.page, await visitor.openTab()]
    await stack.api.stop()
    await list.goto('/tickets')
    await ticket.goto(`/tickets/${id}`)
    for (const page of [list, ticket]) await failure(page).waitFor()
    await untilAsked({ 'ticket.list': ATTEMPTS, 'organization.members': ATTEMPTS, 'ticket.get': ATTEMPTS, 'comment.list': ATTEMPTS })
    await expectNoLoop(list)

    forget()
    for (const page of [list, ticket]) await tryAgain(page).click()
    await untilAsked({ 'ticket.list': ATTEMPTS, 'ticket.get': ATTEMPTS })
    for (const page of [list, ticket]) await expect.poll(() => tryAgain(page).isEnabled(), { timeout: 10_000 }).toBe(true)

    // A stream that comes back has everything asked for again: it would be quicker than the button.
    await visitor.context.route(STREAM, (route) => route.abort())
    await stack.api.start()
    for (const page of [list, ticket]) await tryAgain(page).click()
    await row(list).waitFor()
    await heading(ticket).waitFor()
    await visitor.context.unroute(STREAM)
    await visitor.context.clock.fastForward(LONGEST_PAUSE_MS)
    for (const page of [list, ticket]) await says(page, 'Live')
  })
})
