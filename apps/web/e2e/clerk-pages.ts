import type { Page } from 'playwright-core'
import { goOn } from './press.ts'

export const PASSWORD = 'throughline-dev'
export const EMAIL_CODE = '424242'

/** Signs in through Clerk's own form, from wherever it is shown. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in')
  await enterIdentifier(page, email)
  await page.locator('input[name=password]').fill(password)
  await goOn(page)
}

export async function enterIdentifier(page: Page, email: string): Promise<void> {
  await page.locator('input[name=identifier]').fill(email)
  await goOn(page)
}

/** Signs up through Clerk's own form, with the code from the email. */
export async function signUp(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-up')
  await page.locator('input[name=emailAddress]').fill(email)
  await page.locator('input[name=password]').fill(password)
  const sent = codeSent(page)
  await goOn(page)
  await sent
  await enterCode(page)
}

/** Until Clerk's form has had a code sent, of which it shows the boxes before: asked for first, then what shows the form. */
export const codeSent = (page: Page) => page.waitForResponse((answer) => /\/prepare_(first_factor|verification)\b/.test(answer.url()))

export async function enterCode(page: Page, code = EMAIL_CODE): Promise<void> {
  await page.locator('input[data-input-otp]').click()
  await page.keyboard.type(code)
}

/** What opens Clerk's menu of who is signed in: there once Clerk says who it is. */
export const userMenu = (page: Page) => page.getByRole('button', { name: 'Open user menu' })

/** Signs out through the user menu, as a person does. */
export async function signOut(page: Page): Promise<void> {
  await userMenu(page).click()
  await page.locator('.cl-userButtonPopoverActionButton__signOut').click()
}
