import type { Locator, Page } from 'playwright-core'

/**
 * Presses a button once it is to be pressed, by the keyboard. A field that is left is checked, and what that shows moves the
 * button: where it goes from under the pointer between its press and its release, a click is none, for people too.
 */
export async function press(button: Locator): Promise<void> {
  await button.click({ trial: true })
  await button.press('Enter')
}

/** The button that goes on in Clerk's form. */
export const goOn = (page: Page) => press(page.locator('.cl-formButtonPrimary'))
