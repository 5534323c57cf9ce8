import { expect, it } from 'vitest'
import { defaultSeed } from '../src/index.ts'
import { sdk } from '../test/sdk.ts'
import { visits } from './visit.ts'

// Drives <TaskChooseOrganization/> in <SignIn/>: the session task of whoever has no organization where one has to be.
const visit = visits()
const loner = { email: 'loner@example.com', password: 'throughline-dev' }
const options = { seed: { ...defaultSeed, users: [...defaultSeed.users, loner] }, settings: { organizations: { userMayCreate: true } } }

it('asks who has no organization to make one, and lets them go on with it', async () => {
  const { page, clerk, enter } = await visit({ ...options, settings: { organizations: { userMayCreate: true, forceSelection: true } } })
  await page.goto('/sign-in')
  await enter({ identifier: loner.email })
  await enter({ password: loner.password })
  await page.waitForURL('**/sign-in/tasks/choose-organization')
  await enter({ name: 'Initech', slug: 'initech' })
  await page.locator('#organization', { hasText: 'Initech' }).waitFor()
  const [session] = (await sdk(clerk).sessions.getSessionList({ status: 'active' })).data
  expect(session?.lastActiveOrganizationId).toBe((await sdk(clerk).organizations.getOrganization({ slug: 'initech' })).id)
})

it('lets who is invited join instead', async () => {
  const { page, clerk, signIn } = await visit(options)
  const { organizations, sessions } = sdk(clerk)
  const acme = await organizations.getOrganization({ slug: 'acme' })
  await organizations.createOrganizationInvitation({ organizationId: acme.id, emailAddress: loner.email, role: 'org:agent' })
  await signIn(loner.email)
  clerk.changeSettings({ organizations: { forceSelection: true } })
  await page.goto('/sign-in/tasks/choose-organization')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.locator('.cl-taskChooseOrganizationPreviewButton', { hasText: 'Acme' }).click()
  await page.locator('#organization', { hasText: 'Acme' }).waitFor()
  const [session] = (await sessions.getSessionList({ status: 'active' })).data
  expect(session?.lastActiveOrganizationId).toBe(acme.id)
})
