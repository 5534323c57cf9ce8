import { expect, it } from 'vitest'
import { createTestApp } from './create-test-app.ts'
import { plantMethod } from './plant-method.ts'

it('refuses to start with a router method that nobody declared, and names it', async () => {
  const remove = plantMethod('secret')
  try {
    await expect(createTestApp()).rejects.toThrow('UserRouter.secret')
  } finally {
    remove()
  }
  await (await createTestApp()).close()
})
