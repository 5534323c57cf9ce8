import { describe, expect, it } from 'vitest'
import { ACME, ADA, ALAN, edit, GLOBEX, GRACE, GRACE_ID, LINUS, live, row, say, startDesk, statusOf, switchTo, unique } from './desk.ts'

const desk = startDesk()
const { at, backend, client, open, visitors } = desk

describe('two windows', () => {
  it('a ticket that one opens by the form shows in the other’s list, without asking', async () => {
    const [ada, grace] = [await at('/tickets', ADA), await at('/tickets/new', GRACE)]
    await live(ada)
    const title = unique('Printer on fire')
    await grace.getByLabel('Title').fill(title)
    await grace.getByLabel('Text').fill('Third floor.')
    await grace.getByRole('button', { name: 'Open ticket' }).click()
    await grace.waitForURL(/\/tickets\/[0-9a-f-]{36}$/)
    await row(ada, title).waitFor()
  })

  it('comments and a new status show in the other’s thread', async () => {
    const id = await open(unique('Scanner'))
    const [ada, alan] = [await at(`/tickets/${id}`, ADA), await at(`/tickets/${id}`, ALAN)]
    await live(ada)
    await live(alan)
    await say(alan, 'On my way.')
    await ada.getByText('On my way.').waitFor()
    await statusOf(alan).selectOption('closed')
    await expect.poll(() => statusOf(ada).inputValue(), { timeout: 10_000 }).toBe('closed')
    await ada.getByRole('tab', { name: 'Activity' }).click()
    await ada.getByText('set it from open to closed').waitFor()
  })

  it('who saves second sees both versions, and chooses', async () => {
    const title = unique('Invoice')
    const id = await open(title)
    const grace = await at(`/tickets/${id}`, GRACE)
    await edit(grace)
    await client(ADA).ticket.update.mutate({ id, version: 1, title: `${title}, theirs` })
    await grace.getByLabel('Title').fill(`${title}, mine`)
    await grace.getByRole('button', { name: 'Save' }).click()
    await grace.getByRole('region', { name: 'Theirs' }).getByText(`${title}, theirs`).waitFor()
    await grace.getByRole('region', { name: 'Yours' }).getByText(`${title}, mine`).waitFor()
    await grace.getByRole('button', { name: 'Keep mine' }).click()
    await grace.getByRole('heading', { level: 1, name: `${title}, mine` }).waitFor()
    expect(await client(ADA).ticket.get.query({ id })).toMatchObject({ title: `${title}, mine`, version: 3 })
  })

  it('a ticket that is deleted is gone from the page that shows it', async () => {
    const id = await open(unique('Short-lived'))
    const grace = await at(`/tickets/${id}`, GRACE)
    await live(grace)
    await client(ADA).ticket.remove.mutate({ id })
    await grace.getByText('There is no such ticket').waitFor()
  })
})

it('exactly when something was shows to who points at it', async () => {
  const page = await at(`/tickets/${await open(unique('Dated'))}`, ADA)
  await live(page)
  const time = page.locator('time').first()
  expect([await time.textContent(), await time.getAttribute('title')]).toEqual(['just now', null])
  await time.hover()
  await expect.poll(() => time.getAttribute('title')).toMatch(/\d:\d\d:\d\d/)
})

describe('before the server answers', () => {
  it('a comment shows; refused by the line, it stays, and sent again it is there once', async () => {
    const id = await open(unique('Scanner'))
    const page = await at(`/tickets/${id}`, GRACE)
    await live(page)
    let isCut = true
    await page.route('**/trpc/comment.add*', async (route) => {
      if (isCut) return route.abort()
      await route.continue()
    })
    await say(page, 'Is anybody there?')
    await page.getByText('Not sent').waitFor()
    await page.getByText('Is anybody there?').waitFor()
    isCut = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(async () => (await client(ADA).comment.list.query({ ticketId: id })).items.map(({ body }) => body), { timeout: 10_000 }).toEqual(['Is anybody there?'])
    await expect.poll(() => page.getByText('Is anybody there?').count()).toBe(1)
  })

  it('a status shows, and goes back where the server refuses it', async () => {
    const id = await open(unique('Scanner'))
    const page = await at(`/tickets/${id}`, ALAN)
    await live(page)
    await page.route('**/trpc/ticket.setStatus*', (route) => route.abort())
    await statusOf(page).selectOption('closed')
    await page.getByText('Not changed').waitFor()
    await expect.poll(() => statusOf(page).inputValue()).toBe('open')
  })
})

describe('the list', () => {
  it('keeps its filter in the address, over a reload too', async () => {
    const [fire, water] = [unique('Fire'), unique('Water')]
    await open(fire)
    await client(ALAN).ticket.setStatus.mutate({ id: await open(water), status: 'closed' })
    const page = await at('/tickets', ADA)
    await row(page, water).waitFor()
    await page.getByRole('combobox', { name: 'Status' }).selectOption('open')
    await page.getByRole('searchbox', { name: 'Search in tickets' }).fill(fire.toUpperCase())
    await row(page, water).waitFor({ state: 'detached' })
    await page.waitForURL(/status=open.*text=|text=.*status=open/)
    await page.reload()
    await row(page, fire).waitFor()
    expect(await row(page, water).count()).toBe(0)
    await page.getByRole('searchbox', { name: 'Search in tickets' }).fill('nothing is called this')
    await page.getByText('No ticket matches').waitFor()
    await page.getByRole('button', { name: 'Show all tickets' }).click()
    await row(page, water).waitFor()
  })

  it('takes two filters that are chosen before the first has come back from the address', async () => {
    const page = await at('/tickets', ADA)
    await live(page)
    await page.getByRole('combobox').evaluateAll((selects) => {
      for (const [index, value] of ['open', 'none'].entries()) {
        const select = selects[index] as HTMLSelectElement // the two filters are comboboxes, and all there are
        select.value = value
        select.dispatchEvent(new Event('change', { bubbles: true }))
      }
    })
    await expect.poll(() => new URL(page.url()).search).toBe('?status=open&assignee=none')
  })

  it('goes on as it is scrolled, and is walked by keys', async () => {
    const titles = Array.from({ length: 30 }, (_, index) => unique(`Row ${index}`))
    for (const title of titles) await open(title)
    const page = await at('/tickets', ADA)
    await row(page, titles.at(-1)!).waitFor()
    await page.getByRole('button', { name: 'Show more' }).scrollIntoViewIfNeeded()
    await row(page, titles[0]!).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(titles.at(-1))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: titles.at(-1)! }).waitFor()
  })

  it('comes with the page: the browser does not ask for it again', async () => {
    const title = unique('Prefetched')
    await open(title)
    const page = await at('/tickets', ADA)
    await row(page, title).waitFor()
    await live(page)
    expect(visitors[0]!.apiCalls.filter((call) => !call.includes('onChange'))).toEqual([])
  })

  it('says before any script has run how long ago a ticket was opened', async () => {
    const title = unique('Fresh')
    await open(title)
    const page = await at('/tickets', ADA)
    const html = await (await page.context().request.get('/tickets')).text()
    expect(html.slice(html.indexOf(title)).match(/<time[^>]*>([^<]*)/)?.[1]).toBe('just now')
    await live(page)
    expect(await page.getByRole('listitem').filter({ hasText: title }).locator('time').textContent()).toBe('just now')
  })

  it('leaves out of its filter what is odd in the address, on the server and in the browser alike', async () => {
    const title = unique('Odd')
    await open(title)
    const long = 'x'.repeat(5_000)
    const oddities = ['__proto__=x&constructor=y', 'status=open&status=closed', 'status=toString', 'assignee=%00', `assignee=${long}`, 'assignee[]=none', 'text=%00', 'text=%20', `text=${long}`, 'cursor=abc&limit=1']
    const page = await at('/tickets', ADA)
    for (const oddity of oddities) {
      visitors[0]!.apiCalls.length = 0
      await page.goto(`/tickets?${oddity}`)
      await live(page)
      expect([oddity, await row(page, title).count()]).toEqual([oddity, 1])
      expect([oddity, visitors[0]!.apiCalls.filter((call) => !call.includes('onChange'))]).toEqual([oddity, []])
    }
  })
})

it('the form says by field what is wrong, and opens one ticket however often it is sent', async () => {
  const page = await at('/tickets/new', GRACE)
  await page.getByRole('button', { name: 'Open ticket' }).click()
  await page.getByText('Give it a title.').waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('title')
  const title = unique('Once')
  await page.getByLabel('Title').fill(title)
  await page.getByRole('button', { name: 'Open ticket' }).dblclick()
  await page.getByRole('heading', { name: title }).waitFor()
  expect((await client(ADA).ticket.list.query({ text: title })).items).toHaveLength(1)
})

describe('who may what', () => {
  it('a member sees why not; made an agent, they may; made a member again, the server refuses at once', async () => {
    const id = await open(unique('Scanner'))
    const page = await at(`/tickets/${id}`, GRACE)
    await page.getByText('Your role does not allow you to change it.').first().waitFor()
    expect(await statusOf(page).isDisabled()).toBe(true)
    await backend('PATCH', `/organizations/${ACME}/memberships/${GRACE_ID}`, { role: 'org:agent' })
    await page.reload()
    await expect.poll(() => statusOf(page).isEnabled(), { timeout: 15_000 }).toBe(true)
    await statusOf(page).selectOption('pending')
    await expect.poll(async () => (await client(ADA).ticket.get.query({ id })).status, { timeout: 10_000 }).toBe('pending')
    await backend('PATCH', `/organizations/${ACME}/memberships/${GRACE_ID}`, { role: 'org:member' })
    await desk.stack.clerk.webhooks.settled()
    await statusOf(page).selectOption('closed')
    await page.getByText('Not changed').waitFor()
    expect((await client(ADA).ticket.get.query({ id })).status).toBe('pending')
  })

  it('another organization’s tickets replace the first one’s, and nothing of those stays', async () => {
    const [acme, globex] = [unique('Acme only'), unique('Globex only')]
    const id = await open(acme)
    await client(LINUS).ticket.create.mutate({ title: globex })
    await backend('POST', `/organizations/${GLOBEX}/memberships`, { user_id: GRACE_ID, role: 'org:member' })
    const page = await at('/tickets', GRACE)
    await row(page, acme).waitFor()
    await switchTo(page, 'Globex')
    await row(page, globex).waitFor()
    expect(await page.getByText(acme).count()).toBe(0)
    await page.goto(`/tickets/${id}`)
    await page.getByText('There is no such ticket').waitFor()
  })
})

it('a lost connection shows, and heals by itself', async () => {
  const page = await at('/tickets', ADA)
  await live(page)
  await desk.stack.api.stop()
  await page.getByText('Reconnecting…').waitFor()
  await desk.stack.api.start()
  await live(page)
  const title = unique('Afterwards')
  await open(title)
  await row(page, title).waitFor()
})

// Last: the stand-in forgets it at the next reset, and the database does not.
it('a member who is removed while watching sees so, and no ticket any more', async () => {
  const title = unique('Secret')
  await open(title)
  const page = await at('/tickets', GRACE)
  await row(page, title).waitFor()
  await live(page)
  await backend('DELETE', `/organizations/${ACME}/memberships/${GRACE_ID}`)
  await page.getByText('You are no longer a member').waitFor()
  expect(await page.getByText(title).count()).toBe(0)
})
