import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { ADA, ALAN, commentField, edit, GLOBEX, GRACE, GRACE_ID, live, say, startDesk, statusOf, switchTo, unique } from './desk.ts'

// What somebody has typed or chosen is neither lost nor undone by a bad line, another tab or another person.

const { at, backend, client, open } = startDesk()

const CREATE = '**/trpc/ticket.create*'
const heading = (page: Page, title: string) => page.getByRole('heading', { level: 1, name: title })
const send = (page: Page) => page.getByRole('button', { name: 'Open ticket' }).click()

/** Every call of a procedure reaches the server, and waits there until it is let go. */
async function hold(page: Page, procedure: string): Promise<{ arrived: Promise<unknown>; release: () => void }> {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route(`**/trpc/${procedure}*`, (route) => held.then(() => route.continue()))
  return { arrived: page.waitForRequest(`**/trpc/${procedure}*`), release }
}

describe('a new ticket whose answer was lost', () => {
  /** The form, after the server has opened a ticket and the browser has not learned of it. */
  async function afterLostAnswer(title: string): Promise<Page> {
    const page = await at('/tickets/new', GRACE)
    await page.route(CREATE, async (route) => {
      await route.fetch()
      await route.abort()
    })
    await page.getByLabel('Title').fill(title)
    await send(page)
    await page.getByText('Not opened').waitFor()
    await page.unroute(CREATE)
    return page
  }

  it('is corrected by sending the form again, and is one ticket', async () => {
    const [title, corrected] = [unique('Prnter'), unique('Printer')]
    const page = await afterLostAnswer(title)
    await page.getByLabel('Title').fill(corrected)
    await send(page)
    await heading(page, corrected).waitFor()
    expect((await client(ADA).ticket.list.query({ text: title })).items).toEqual([])
    expect((await client(ADA).ticket.list.query({ text: corrected })).items).toHaveLength(1)
  })

  it('is not overwritten where somebody has changed it since; the form says so and leads there', async () => {
    const [title, theirs] = [unique('Prnter'), unique('Theirs')]
    const page = await afterLostAnswer(title)
    const { id } = (await client(ADA).ticket.list.query({ text: title })).items[0]!
    await client(ADA).ticket.update.mutate({ id, version: 1, title: theirs })
    await page.getByLabel('Title').fill('Printer')
    await send(page)
    await page.getByText('somebody has changed it since').waitFor()
    await page.getByRole('link', { name: theirs }).click()
    await heading(page, theirs).waitFor()
  })
})

it('a ticket that is opened while its author switches organization leads nowhere', async () => {
  await backend('POST', `/organizations/${GLOBEX}/memberships`, { user_id: GRACE_ID, role: 'org:member' })
  const [acme, globex] = [unique('For Acme'), unique('For Globex')]
  const page = await at('/tickets/new', GRACE)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const create = await hold(page, 'ticket.create')
  await page.getByLabel('Title').fill(acme)
  await send(page)
  await create.arrived
  await switchTo(page, 'Globex')
  await page.getByRole('button', { name: 'Open ticket' }).waitFor()
  const answered = page.waitForResponse(CREATE)
  create.release()
  await answered
  await page.getByLabel('Title').fill(globex)
  await send(page)
  await heading(page, globex).waitFor()
  expect((await client(ADA).ticket.list.query({ text: globex })).items).toEqual([])
  const { id } = (await client(ADA).ticket.list.query({ text: acme })).items[0]!
  expect(asked.filter((url) => url.includes(id))).toEqual([])
})

describe('comments', () => {
  it('that were not sent, and one that is being typed, survive a look at the activity', async () => {
    const page = await at(`/tickets/${await open(unique('Tabs'))}`, GRACE)
    await live(page)
    await page.route('**/trpc/comment.add*', (route) => route.abort())
    await say(page, 'Typed for ten minutes')
    await page.getByText('Not sent').waitFor()
    await commentField(page).fill('Half a senten')
    await page.getByRole('tab', { name: 'Activity' }).click()
    await page.getByText('opened it').nth(1).waitFor()
    await page.getByRole('tab', { name: 'Conversation' }).click()
    await page.getByText('Typed for ten minutes').waitFor()
    expect(await commentField(page).inputValue()).toBe('Half a senten')
    await page.unroute('**/trpc/comment.add*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Not sent').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    await page.getByText('Half a senten', { exact: true }).and(page.locator('p')).waitFor()
    expect(await commentField(page).inputValue()).toBe('')
  })

  it('show below a thread that goes on, and stay where it cannot be read', async () => {
    const id = await open(unique('Long'))
    for (let index = 0; index < 51; index++) await client(ADA).comment.add.mutate({ ticketId: id, body: `Comment ${index}` })
    const page = await at(`/tickets/${id}`, GRACE, { before: (each) => each.route('**/trpc/*comment.list*', (route) => route.abort()) })
    await live(page)
    await say(page, 'Taken')
    const mine = page.getByRole('list', { name: 'Your new comments' }).getByRole('listitem')
    await expect.poll(() => mine.filter({ hasText: 'just now' }).count(), { timeout: 10_000 }).toBe(1)
    await page.route('**/trpc/comment.add*', (route) => route.abort())
    await say(page, 'Not taken')
    await mine.getByText('Not sent').waitFor()
    expect(await mine.allInnerTexts()).toEqual([expect.stringContaining('Taken'), expect.stringContaining('Not taken')])
  })
})

describe('a ticket', () => {
  it('keeps both texts on the page when the one that was chosen cannot be saved', async () => {
    const [title, theirs, mine] = [unique('Invoice'), unique('Theirs'), unique('Mine')]
    const id = await open(title)
    const page = await at(`/tickets/${id}`, GRACE)
    await edit(page)
    await client(ADA).ticket.update.mutate({ id, version: 1, title: theirs })
    await page.getByLabel('Title').fill(mine)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('region', { name: 'Theirs' }).waitFor()
    await page.route('**/trpc/ticket.update*', (route) => route.abort())
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await page.getByText('Not saved').waitFor()
    await page.getByRole('region', { name: 'Theirs' }).getByText(theirs).waitFor()
    await page.unroute('**/trpc/ticket.update*')
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await heading(page, mine).waitFor()
  })

  it('takes a status and an assignee that are chosen at once on a slow line', async () => {
    const id = await open(unique('Slow'))
    const page = await at(`/tickets/${id}`, ALAN)
    await live(page)
    const setStatus = await hold(page, 'ticket.setStatus')
    await statusOf(page).selectOption('pending')
    await setStatus.arrived
    await page.getByRole('combobox', { name: 'Assignee' }).selectOption(GRACE_ID)
    await expect.poll(() => page.getByRole('combobox', { name: 'Assignee' }).inputValue()).toBe(GRACE_ID)
    setStatus.release()
    await expect.poll(async () => (await client(ADA).ticket.get.query({ id })).assignee?.id, { timeout: 10_000 }).toBe(GRACE_ID)
    expect(await client(ADA).ticket.get.query({ id })).toMatchObject({ status: 'pending', version: 3 })
    expect(await page.getByText('Not changed').count()).toBe(0)
  })

  it('that is gone says so to who saves it', async () => {
    const id = await open(unique('Short-lived'))
    const page = await at(`/tickets/${id}`, GRACE, { before: (each) => each.route('**/trpc/ticket.onChange*', (route) => route.abort()) })
    await edit(page)
    await client(ADA).ticket.remove.mutate({ id })
    await page.getByLabel('Title').fill('Too late')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Not saved: This ticket does not exist, or not any more.').waitFor()
    expect(await page.getByLabel('Title').inputValue()).toBe('Too late')
  })
})
