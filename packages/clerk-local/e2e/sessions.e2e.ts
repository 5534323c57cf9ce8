// Drives <UserButton/>, <UserProfile/>, <UserVerification/> and <SignIn/>.
import { expect, it } from 'vitest'
import { sdk } from '../test/sdk.ts'
import { PASSWORD, visits } from './visit.ts'
import { goOn, press } from '../../../apps/web/e2e/press.ts'

const visit = visits()
const ADA = 'user_ada000000000000000000000000'

it('holds two accounts in one browser: adds one, switches, and signs out of both', async () => {
  const { page, signIn, enter, expectUser } = await visit({ settings: { singleSession: false } })
  await signIn('ada@example.com')
  await page.goto('/')
  await page.locator('.cl-userButtonTrigger').click()
  await page.getByText('Add account').click()
  await enter({ identifier: 'alan@example.com' })
  await enter({ password: PASSWORD })
  await expectUser('alan@example.com')
  expect(await page.locator('#sessions').textContent()).toBe('2')

  await page.goto('/')
  await page.locator('.cl-userButtonTrigger').click()
  await page.locator('.cl-userButtonPopoverCard').getByText('ada@example.com').click()
  await expectUser('ada@example.com')

  await page.goto('/')
  await page.locator('.cl-userButtonTrigger').click()
  await page.getByText('Sign out of all accounts').click()
  await expectUser('nobody')
})

it('asks who it is once more before what is sensitive, and goes on then', async () => {
  const { page, clerk, signIn, expectStatus } = await visit({ settings: { reverification: true } })
  await signIn('ada@example.com')
  clerk.clock.advance(11 * 60_000)
  await page.goto('/user')
  expectStatus(403)
  await page.getByText('Add email address').click()
  await page.locator('input[name=emailAddress]').fill('lovelace@example.com')
  await goOn(page)
  await page.getByText('Verification required').waitFor()
  await page.locator('input[name=password]').fill(PASSWORD)
  await press(page.locator('.cl-modalContent .cl-formButtonPrimary, .cl-userVerification-root .cl-formButtonPrimary').first())
  await page.locator('input[data-input-otp]').first().waitFor()
  expect((await sdk(clerk).users.getUser(ADA)).emailAddresses.map(({ emailAddress }) => emailAddress)).toEqual(['ada@example.com', 'lovelace@example.com'])
})

it('signs somebody in as somebody else, and the token says who really sits there', async () => {
  const { page, clerk, app, expectUser } = await visit()
  const { token } = await sdk(clerk).actorTokens.create({ userId: ADA, actor: { sub: 'user_support' }, expiresInSeconds: 600 })
  await page.goto(`/sign-in?__clerk_ticket=${token}`)
  await expectUser('ada@example.com')
  await page.goto(app.url)
  await expectUser('ada@example.com')
  const claims = await page.evaluate('window.Clerk.session.getToken().then((token) => JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))))')
  expect(claims).toMatchObject({ sub: ADA, act: { sub: 'user_support' } })
})

it('is signed out where the session was revoked elsewhere', async () => {
  const { page, clerk, signIn, expectUser, expectStatus } = await visit()
  await signIn('ada@example.com')
  const { data } = await sdk(clerk).sessions.getSessionList({ userId: ADA, status: 'active' })
  expectStatus(401, 404)
  await sdk(clerk).sessions.revokeSession(data[0]?.id ?? '')
  await page.goto('/')
  await expectUser('nobody')
  expect(await page.locator('#sessions').textContent()).toBe('0')
})

it('signs out of both tabs at once', async () => {
  const { page, context, signIn, expectUser } = await visit()
  await signIn('ada@example.com')
  const other = await context.newPage()
  await other.goto('/')
  await other.locator('#who', { hasText: 'ada@example.com' }).waitFor()
  await page.goto('/')
  await page.locator('.cl-userButtonTrigger').click()
  await page.locator('.cl-userButtonPopoverActionButton__signOut').click()
  await expectUser('nobody')
  await other.locator('#who', { hasText: 'nobody' }).waitFor()
  expect(await other.locator('#sessions').textContent()).toBe('0')
})
