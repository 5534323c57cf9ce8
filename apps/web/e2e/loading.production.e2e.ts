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

it('a page begins with few scripts, and Clerk’s come as the stand-in compressed them', async () => {
  const { page } = visitor
  const answers: { path: string; encoding: string | undefined }[] = []
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') answers.push({ path: new URL(answer.url()).pathname, encoding: answer.headers()['content-encoding'] })
  })
  await page.reload()
  await userMenu(page).waitFor()
  expect(answers.filter(({ path }) => path.startsWith('/_next/')).length).toBeLessThanOrEqual(10)
  const clerks = answers.filter(({ path }) => path.startsWith('/__clerk/'))
  expect(clerks.map(({ path }) => path)).toEqual(['/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js'])
  expect(clerks.map(({ encoding }) => encoding)).toEqual(['br'])
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
