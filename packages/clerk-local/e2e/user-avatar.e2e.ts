import { expect, it } from 'vitest'
import { sdk } from '../test/sdk.ts'
import { visits } from './visit.ts'

// Drives <UserAvatar/> and <UserButton/>.
const visit = visits()
const ADA = 'user_ada000000000000000000000000'
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

it('shows letters drawn here, then the picture that was uploaded, in every place', async () => {
  const { page, clerk, signIn } = await visit()
  await signIn('ada@example.com')
  const shown = async (path: string) => {
    await page.goto(path)
    const picture = page.locator('#clerk img').first()
    await picture.waitFor()
    await page.waitForFunction("document.querySelector('#clerk img').naturalWidth > 0")
    return new URL((await picture.getAttribute('src')) ?? '', page.url())
  }
  const letters = [await shown('/avatar'), await shown('/')]
  for (const { origin } of letters) expect(origin).toBe(clerk.url)
  await sdk(clerk).users.updateUserProfileImage(ADA, { file: new Blob([PIXEL], { type: 'image/png' }) })
  const pictures = [await shown('/avatar'), await shown('/')]
  expect(pictures[0]?.pathname).toBe(pictures[1]?.pathname)
  expect(pictures[0]?.pathname).not.toBe(letters[0]?.pathname)
})
