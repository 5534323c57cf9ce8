import { expect, it } from 'vitest'
import { sdk } from '../test/sdk.ts'
import { PASSWORD, visits } from './visit.ts'
import { press } from '../../../apps/web/e2e/press.ts'

// Drives <APIKeys/>.
const visit = visits()
const settings = { apiKeys: { user: true, organization: true } } as const
const ACME = 'org_acme00000000000000000000000'

it('makes a key of the active organization, shows its secret once, refuses its name a second time, and revokes it', async () => {
  const { page, clerk, signIn, expectStatus } = await visit({ settings })
  const { apiKeys } = sdk(clerk)
  await signIn('ada@example.com')
  await page.goto('/api-keys')
  const make = async (name: string) => {
    await page.getByText('Add new key').click()
    await page.getByLabel('Secret key name').fill(name)
    await press(page.getByRole('button', { name: 'Create key' }))
  }
  await make('deploy')
  const secret = page.locator('.cl-apiKeysCopyModal input')
  await secret.waitFor()
  const given = await secret.inputValue()
  expect(await apiKeys.verify(given)).toMatchObject({ name: 'deploy', subject: ACME, createdBy: 'user_ada000000000000000000000000' })
  await page.locator('.cl-apiKeysCopyModalSubmitButton').click()
  await page.locator('.cl-apiKeysCreateForm').waitFor({ state: 'detached' })

  expectStatus(409)
  await make('deploy')
  await page.getByText('API Key name already exists.').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()

  const row = page.locator('.cl-apiKeysTable .cl-tableBody .cl-tableRow')
  expect(await row.count()).toBe(1)
  await row.getByRole('button').last().click()
  await page.getByRole('menuitem', { name: 'Revoke key' }).click()
  await page.getByLabel('Type "Revoke" to confirm').fill('Revoke')
  await press(page.locator('.cl-apiKeysRevokeModal').getByRole('button', { name: 'Revoke key', exact: true }))
  await page.locator('.cl-apiKeysRevokeModal').waitFor({ state: 'detached' })
  await expect(apiKeys.verify(given)).rejects.toMatchObject({ status: 404 })
})

it('pages through a user’s keys', async () => {
  const { page, clerk, signIn } = await visit({ settings })
  const { apiKeys, users } = sdk(clerk)
  const { id: subject } = await users.createUser({ emailAddress: ['loner@example.com'], password: PASSWORD })
  for (let each = 1; each <= 11; each += 1) await apiKeys.create({ name: `key ${each}`, subject })
  await signIn('loner@example.com')
  await page.goto('/api-keys')
  await page.getByText('Displaying 1 – 10 of 11').waitFor()
  await page.locator('.cl-paginationButton').filter({ hasText: /^2$/ }).click()
  await page.getByText('Displaying 11 – 11 of 11').waitFor()
  // The rows of the first page stay until those of the second are there.
  await expect.poll(() => page.locator('.cl-apiKeysTable .cl-tableBody .cl-tableRow').count()).toBe(1)
})
