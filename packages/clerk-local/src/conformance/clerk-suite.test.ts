import { fileURLToPath } from 'node:url'
import { createClerkClient } from '@clerk/backend'
import { expect, it } from 'vitest'
import { createClerkLocal } from '../clerk-local.ts'
import { instanceNamed } from '../instance/instance.ts'
import { loadSeed } from '../seed/load-seed.ts'

const FILE = fileURLToPath(new URL('../../conformance/clerk-suite/instances.yaml', import.meta.url))

it('serves every instance of Clerk’s Playwright suite from one file, each by its keys', async () => {
  const { instances } = await loadSeed(FILE)
  const local = await createClerkLocal({ instances })
  try {
    for (const name of Object.keys(instances)) {
      const { secretKey } = instanceNamed(name)
      const clerk = createClerkClient({ secretKey, apiUrl: local.url })
      const user = await clerk.users.createUser({ emailAddress: [`${name}+clerk_test@example.com`], skipPasswordRequirement: true })
      expect((await clerk.users.getUserList({ userId: [user.id] })).totalCount).toBe(1)
    }
  } finally {
    await local.close()
  }
})

it('sets them up as the suite expects', async () => {
  const local = await createClerkLocal(await loadSeed(FILE))
  try {
    const environment = async (name: string) => (await fetch(`${local.url}/i/${name}/v1/environment`)).json()
    await expect(environment('with-restricted-mode')).resolves.toMatchObject({ user_settings: { sign_up: { mode: 'restricted' } } })
    await expect(environment('with-email-links')).resolves.toMatchObject({ user_settings: { attributes: { email_address: { verifications: ['email_link'] }, password: { enabled: false } } } })
    await expect(environment('with-session-tasks')).resolves.toMatchObject({ organization_settings: { force_organization_selection: true } })
  } finally {
    await local.close()
  }
})
