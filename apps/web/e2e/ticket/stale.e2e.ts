import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { ADA, ALAN, commentField, edit, GRACE, live, row, say, startDesk, statusOf, unique } from './desk.ts'

const desk = startDesk()
const { at, client, open, visitors } = desk

/** The stream of a page, which is away until it is let through. */
function cutStream() {
  let isCut = true
  return {
    before: (page: Page) => page.route('**/trpc/ticket.onChange*', (route) => (isCut ? route.abort() : route.continue())),
    heal: () => void (isCut = false),
  }
}

const lost = (page: Page) => page.getByText('Reconnecting…').waitFor()
const heading = (page: Page, title: string) => page.getByRole('heading', { level: 1, name: title })
const callsOf = (procedure: string) => visitors[0]!.apiCalls.filter((call) => call.includes(procedure))

describe('a ticket that was changed while the stream was away', () => {
  it('shows as it is once the stream is back, whatever was said here meanwhile', async () => {
    const id = await open(unique('Missed'))
    const stream = cutStream()
    const page = await at(`/tickets/${id}`, ALAN, stream)
    await lost(page)
    await client(ADA).ticket.setStatus.mutate({ id, status: 'closed' })
    const asked = page.waitForResponse(/comment\.list/)
    await say(page, 'Anything new?')
    await asked
    stream.heal()
    await live(page)
    await expect.poll(() => statusOf(page).inputValue(), { timeout: 10_000 }).toBe('closed')
    await page.getByRole('tab', { name: 'Activity' }).click()
    await page.getByText('set it from open to closed').waitFor()
  })

  it('shows as it is to whoever was slower, and can be changed from there', async () => {
    const id = await open(unique('Slower'))
    const page = await at(`/tickets/${id}`, ALAN, cutStream())
    await lost(page)
    await client(ADA).ticket.setStatus.mutate({ id, status: 'closed' })
    await statusOf(page).selectOption('pending')
    await page.getByText('somebody was faster. It is closed').waitFor()
    await expect.poll(() => statusOf(page).inputValue()).toBe('closed')
    await statusOf(page).selectOption('pending')
    await expect.poll(async () => (await client(ADA).ticket.get.query({ id })).status, { timeout: 10_000 }).toBe('pending')
    expect(await page.getByText('somebody was faster').count()).toBe(0)
  })

  it('shows the text that one has chosen to take', async () => {
    const [title, theirs] = [unique('Text'), unique('Theirs')]
    const id = await open(title)
    const page = await at(`/tickets/${id}`, GRACE, cutStream())
    await lost(page)
    await client(ADA).ticket.update.mutate({ id, version: 1, title: theirs })
    await edit(page)
    await page.getByLabel('Title').fill('Mine')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Take theirs' }).click()
    await heading(page, theirs).waitFor()
  })
})

describe('a ticket’s page', () => {
  it('comes with what it shows, and asks again for what has changed only', async () => {
    const title = unique('Prefetched')
    const id = await open(title)
    const page = await at(`/tickets/${id}`, ALAN)
    await live(page)
    expect(callsOf('').filter((call) => !call.includes('onChange'))).toEqual([])
    await client(ADA).comment.add.mutate({ ticketId: id, body: 'On my way.' })
    await page.getByText('On my way.').waitFor()
    expect(callsOf('ticket.get')).toEqual([])
    await client(ADA).ticket.setStatus.mutate({ id, status: 'pending' })
    await expect.poll(() => statusOf(page).inputValue(), { timeout: 10_000 }).toBe('pending')
    expect(callsOf('ticket.get')).toHaveLength(1)
  })

  it('catches up with what happened before it joined the stream of another tab', async () => {
    const [id, title] = [await open(unique('Joined')), unique('Later')]
    const list = await at('/tickets', ALAN)
    await live(list)
    const page = await visitors[0]!.openTab()
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/_next/static/**/*.js*', (route) => held.then(() => route.continue()))
    await page.goto(`/tickets/${id}`, { waitUntil: 'commit' })
    await statusOf(page).waitFor()
    await client(ADA).ticket.setStatus.mutate({ id, status: 'closed' })
    await open(title)
    await row(list, title).waitFor()
    release()
    await live(page)
    await expect.poll(() => statusOf(page).inputValue(), { timeout: 10_000 }).toBe('closed')
  })

  it('is the same one under its address in capitals', async () => {
    const title = unique('Shouted')
    const id = await open(title)
    const page = await at(`/tickets/${id.toUpperCase()}`, ALAN)
    await heading(page, title).waitFor()
    await live(page)
    await client(ADA).ticket.setStatus.mutate({ id, status: 'closed' })
    await expect.poll(() => statusOf(page).inputValue(), { timeout: 10_000 }).toBe('closed')
    await say(page, 'Heard.')
    await expect.poll(async () => (await client(ADA).comment.list.query({ ticketId: id })).items.map(({ body }) => body), { timeout: 10_000 }).toEqual(['Heard.'])
  })

  it('stays, with what is being typed, where it cannot be asked for again, and catches up when the API is back', async () => {
    const [title, changed] = [unique('Shaky'), unique('Steady')]
    const id = await open(title)
    const page = await at(`/tickets/${id}`, GRACE)
    await live(page)
    await commentField(page).fill('Half a senten')
    let attempts = 0
    await page.route('**/trpc/*ticket.get*', (route) => (attempts++, route.abort()))
    await client(ADA).ticket.update.mutate({ id, version: 1, title: changed })
    await expect.poll(() => attempts, { timeout: 15_000 }).toBe(3)
    await desk.stack.api.stop()
    await lost(page)
    await heading(page, title).waitFor()
    expect(await commentField(page).inputValue()).toBe('Half a senten')
    await page.unroute('**/trpc/*ticket.get*')
    await desk.stack.api.start()
    await heading(page, changed).waitFor()
    expect(await commentField(page).inputValue()).toBe('Half a senten')
  })
})
