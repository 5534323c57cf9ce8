// Drives <SignIn/> in an app at another host than the stand-in's, whose cookies the browser does not bring to it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startApp } from './app.ts'
import { startOneOrigin, type OneOrigin } from './one-origin.ts'
import { visits } from './visit.ts'

const visit = visits()
let origin: OneOrigin
beforeAll(async () => void (origin = await startOneOrigin()))
afterAll(() => origin.close())

it('comes back signed in from a provider’s page at the stand-in’s host', async () => {
  const { page, clerk, expectUser } = await visit({ settings: { social: ['google'] } })
  const host = origin.url.replace('localhost', '127.0.0.1')
  const app = await startApp({ publishableKey: clerk.publishableKey, proxyUrl: `${host}/__clerk` })
  origin.leadTo({ app: app.url, clerk: `${clerk.url}/i/${clerk.name}` })
  try {
    await page.goto(`${host}/sign-in`)
    await page.locator('.cl-socialButtonsBlockButton__google').click()
    await page.getByRole('heading', { name: 'Sign in with Google' }).waitFor()
    expect(new URL(page.url()).hostname).toBe('localhost')
    await page.getByRole('button', { name: 'Ada Lovelace · ada@example.com' }).click()
    await expectUser('ada@example.com')
    expect(new URL(page.url()).hostname).toBe('127.0.0.1')
  } finally {
    await app.close()
  }
})
