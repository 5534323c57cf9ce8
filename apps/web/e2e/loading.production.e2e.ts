import { afterAll, beforeAll, expect, it } from 'vitest'
import { signIn, userMenu } from './clerk-pages.ts'
import { startTestStack, type TestStack } from './test-stack.ts'
import type { Visitor } from './visitor.ts'

let stack: TestStack
let visitor: Visitor
beforeAll(async () => {
  stack = await startTestStack()
  visitor = await stack.visitor()
  await signIn(visitor.page, 'ada@example.com')
  await visitor.page.waitForURL('**/profile')
  await userMenu(visitor.page).waitFor()
})
afterAll(async () => {
  await visitor.close()
  await stack.stop()
})

it('a page begins with few scripts, each compressed before it is asked for: its own by the build, Clerk’s by the stand-in', async () => {
  const { page } = visitor
  const answers: { path: string; encoding: string | undefined }[] = []
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') answers.push({ path: new URL(answer.url()).pathname, encoding: answer.headers()['content-encoding'] })
  })
  await page.reload()
  await userMenu(page).waitFor()
  const own = answers.filter(({ path }) => path.startsWith('/_next/'))
  expect(own.length).toBeLessThanOrEqual(10)
  expect(new Set(own.map(({ encoding }) => encoding))).toEqual(new Set(['br']))
  const clerks = answers.filter(({ path }) => path.startsWith('/__clerk/'))
  expect(clerks.map(({ path }) => path)).toEqual(['/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js'])
  expect(clerks.map(({ encoding }) => encoding)).toEqual(['br'])
})

it('sends a script to whoever asks for it as they take it, and says that there are several', async () => {
  const script = /src="(\/_next\/static\/chunks\/[^"]+\.js)"/.exec(await (await fetch(`${stack.webUrl}/`)).text())?.[1]
  const [brotli, gzip, plain, refused] = await Promise.all(
    ['gzip, deflate, br', 'gzip', 'identity', 'br;q=0, gzip'].map((encoding) => fetch(`${stack.webUrl}${script}`, { headers: { 'accept-encoding': encoding } })),
  )
  const sent = [brotli, gzip, plain, refused].map((answer) => answer!.headers) // as many as were asked for
  expect(sent.map((headers) => headers.get('content-encoding'))).toEqual(['br', 'gzip', null, 'gzip'])
  for (const headers of sent) {
    expect(headers.get('content-type')).toBe('application/javascript; charset=UTF-8')
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(headers.get('vary')).toContain('Accept-Encoding')
  }
  const texts = await Promise.all([brotli, gzip, plain, refused].map((answer) => answer!.text()))
  expect(new Set(texts).size).toBe(1)
  expect((await fetch(`${stack.webUrl}/_next/static/chunks/none.js`, { method: 'HEAD' })).status).toBe(404)
})

it('asks for the page of a link when somebody comes near, and for no other', async () => {
  const { page } = visitor
  const ahead: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.searchParams.has('_rsc')) ahead.push(url.pathname)
  })
  await page.reload()
  await userMenu(page).waitFor()
  // Next would, once it is idle.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 500))))
  expect(ahead).toEqual([])
  await page.getByRole('link', { name: 'Throughline' }).first().hover()
  await expect.poll(() => new Set(ahead)).toEqual(new Set(['/']))
})
