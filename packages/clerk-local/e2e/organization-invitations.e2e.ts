import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { sdk } from '../test/sdk.ts'
import { PASSWORD, visits, type Visit } from './visit.ts'
import { goOn } from '../../../apps/web/e2e/press.ts'

// Drives <SignIn/>, <SignUp/>, <OrganizationProfile/>, <OrganizationList/> and <OrganizationSwitcher/>.
const visit = visits()
const settings = { organizations: { domains: { enabled: true, enrollmentModes: ['automatic_invitation', 'automatic_suggestion'] } } } as const

/** Ada invites by the members page. */
async function inviteTo(address: string, visited: Visit): Promise<string> {
  const { page, clerk, app, signIn } = visited
  await signIn('ada@example.com')
  await page.goto('/organization/organization-members')
  await page.locator('.cl-membersPageInviteButton').click()
  const addresses = page.locator('.cl-tagInputContainer input')
  await addresses.fill(address)
  await addresses.press('Enter')
  await page.getByRole('button', { name: 'Send invitations' }).click()
  await page.getByRole('tab', { name: 'Invitations' }).locator('.cl-notificationBadge', { hasText: '1' }).waitFor()
  const link = clerk.outbox.at(-1)?.link ?? ''
  expect(new URL(link).origin).toBe(app.url)
  await signOut(page)
  return link
}

/** As another browser would be. The page goes first: what it still asks for would bring its cookies back. */
async function signOut(page: Page): Promise<void> {
  await page.evaluate('localStorage.clear()')
  await page.goto('about:blank')
  await page.context().clearCookies()
}

it('lets somebody with an account in by the link that was mailed to them', async () => {
  const visited = await visit({ settings })
  const { page, expectUser } = visited
  await page.goto(await inviteTo('linus@example.com', visited))
  await expectUser('linus@example.com')
  await page.locator('#organization', { hasText: 'Acme' }).waitFor()
  expect(await page.locator('#organization').textContent()).toBe('Acme')
})

it('lets somebody new sign up by the link that was mailed to them', async () => {
  const visited = await visit({ settings })
  const { page, enter, expectUser } = visited
  await page.goto(await inviteTo('new@example.com', visited))
  await enter({ password: PASSWORD })
  await expectUser('new@example.com')
  await page.locator('#organization', { hasText: 'Acme' }).waitFor()
  expect(await page.locator('#organization').textContent()).toBe('Acme')
})

it('shows who is signed in what they are invited to, and lets them join', async () => {
  const visited = await visit({ settings })
  const { page, signIn } = visited
  await inviteTo('linus@example.com', visited)
  await signIn('linus@example.com')
  await page.goto('/organizations')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.locator('.cl-organizationListPreviewButton', { hasText: 'Acme' }).click()
  await page.locator('#organization', { hasText: 'Acme' }).waitFor()
  expect(await page.locator('#organization').textContent()).toBe('Acme')
})

it('verifies a domain, suggests the organization to who has an address of it, and lets them in when asked', async () => {
  const visited = await visit({ settings })
  const { page, clerk, signIn, enterCode } = visited
  await sdk(clerk).users.createUser({ emailAddress: ['new@acme.dev'], password: PASSWORD })
  await signIn('ada@example.com')
  await page.goto('/organization')
  await page.getByRole('button', { name: 'Add domain' }).click()
  await page.locator('input[name=name]').fill('acme.dev')
  await page.keyboard.press('Enter')
  await page.locator('input[name=affiliationEmailAddress]').fill('ada')
  await page.keyboard.press('Enter')
  await enterCode('424242')
  await page.locator('input[data-input-otp]').first().waitFor({ state: 'detached' })
  // The component keeps the domain as it was before; a fresh page shows it verified.
  await page.goto('/organization')
  await page.locator('.cl-profileSection__organizationDomains .cl-menuButton').click()
  await page.getByRole('menuitem', { name: 'Manage' }).click()
  await page.getByText('Automatic suggestions').click()
  await goOn(page)
  await page.getByRole('radio').first().waitFor({ state: 'detached' })
  await page.getByText('Automatic suggestions').first().waitFor()
  expect(clerk.outbox.at(-1)).toMatchObject({ to: 'ada@acme.dev' })

  await signOut(page)
  await signIn('new@acme.dev')
  await page.goto('/organizations')
  await page.getByRole('button', { name: 'Request to join' }).click()
  await page.getByText('Pending approval').waitFor()

  await signOut(page)
  await signIn('ada@example.com')
  await page.goto('/organization/organization-members')
  await page.getByRole('tab', { name: 'Requests' }).click()
  await page.getByRole('button', { name: 'Approve' }).click()
  const roles = async () => {
    const { data } = await sdk(clerk).organizations.getOrganizationMembershipList({ organizationId: 'org_acme00000000000000000000000', emailAddress: ['new@acme.dev'] })
    return data.map(({ role }) => role)
  }
  await expect.poll(roles).toEqual(['org:member'])
})
