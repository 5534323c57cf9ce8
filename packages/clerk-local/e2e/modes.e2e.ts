import { expect, it } from 'vitest'
import { sdk } from '../test/sdk.ts'
import { PASSWORD, visits, type Visit } from './visit.ts'

// Drives <Waitlist/>, <SignUp/> and <SignIn/>.
const visit = visits()

/** Signs up from the link in an invitation's email, which names and proves the address. */
async function accept({ page, enter, expectUser }: Visit, link: string, address: string): Promise<void> {
  await page.goto(link)
  await page.waitForURL('**/sign-up/continue?*')
  expect(await page.locator('input[name=emailAddress]').count()).toBe(0)
  await enter({ password: 'a-structured-one' })
  await expectUser(address)
}

for (const signUpMode of ['restricted', 'waitlist'] as const)
  it(`${signUpMode}: keeps strangers out, lets people in as ever, and invited ones by their link`, async () => {
    const visited = await visit({ settings: { signUpMode } })
    const { page, clerk, app, signIn, expectUser } = visited
    clerk.changeSettings({ appOrigin: app.url })
    await page.goto('/sign-up')
    await page.getByText('Access restricted').waitFor()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.waitForURL('**/sign-in')
    await signIn('ada@example.com', PASSWORD)
    await page.evaluate("void Clerk.signOut({ redirectUrl: '/sign-in' })")
    await page.waitForURL('**/sign-in')
    await expectUser('nobody')
    const { url = '' } = await sdk(clerk).invitations.createInvitation({ emailAddress: 'new@example.com', publicMetadata: { plan: 'pro' } })
    await accept(visited, url, 'new@example.com')
    const [user] = (await sdk(clerk).users.getUserList({ emailAddress: ['new@example.com'] })).data
    expect(user?.publicMetadata).toEqual({ plan: 'pro' })
  })

it('waitlist: takes an address from the form, and lets it in when a server says so', async () => {
  const visited = await visit({ settings: { signUpMode: 'waitlist' } })
  const { page, clerk, app, enter } = visited
  clerk.changeSettings({ appOrigin: app.url })
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Join waitlist' }).click()
  await page.waitForURL('**/waitlist')
  await enter({ emailAddress: 'new@example.com' })
  await page.getByText('Thanks for joining the waitlist!').waitFor()
  const { waitlistEntries } = sdk(clerk)
  const [entry] = (await waitlistEntries.list()).data
  await waitlistEntries.invite(entry?.id ?? '')
  await accept(visited, clerk.outbox.at(-1)?.link ?? '', 'new@example.com')
  expect((await waitlistEntries.list()).data).toMatchObject([{ status: 'completed' }])
})

it('an allowlist keeps others out with Clerk’s words', async () => {
  const { page, clerk, enter, expectStatus } = await visit({ settings: { allowlist: true } })
  await sdk(clerk).allowlistIdentifiers.createAllowlistIdentifier({ identifier: '*@acme.com', notify: false })
  expectStatus(403)
  await page.goto('/sign-up')
  await enter({ emailAddress: 'new@example.com', password: 'a-structured-one' })
  await page.getByText('new@example.com is not allowed to access this application.').first().waitFor()
  await enter({ emailAddress: 'new@acme.com', password: 'a-structured-one' })
  await expect.poll(() => clerk.outbox).toMatchObject([{ to: 'new@acme.com', slug: 'verification_code' }])
  await page.locator('input[data-input-otp]').first().waitFor()
})
