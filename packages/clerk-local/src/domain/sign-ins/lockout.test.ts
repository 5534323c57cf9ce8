import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { Browser } from '../../../test/browser.ts'
import { sdk } from '../../../test/sdk.ts'
import { signInOf } from '../../../test/sign-in.ts'
import { createClerkLocal, type ClerkLocal } from '../../clerk-local.ts'
import { defaultSeed } from '../../seed/seed.ts'

const closed = { email: 'closed@example.com', password: 'throughline-dev', locked: true }
let local: ClerkLocal
let signIn: ReturnType<typeof signInOf>
beforeAll(async () => void (local = await createClerkLocal({ seed: { ...defaultSeed, users: [...defaultSeed.users, closed] } })))
beforeEach(() => {
  local.reset()
  local.changeSettings({ lockout: { maxAttempts: 3, durationSeconds: 900 } })
  signIn = signInOf(new Browser(local))
})
afterAll(() => local.close())

const ada = { identifier: 'ada@example.com', password: 'throughline-dev' }
const wrong = { ...ada, password: 'wrong' }
const codeOf = async (fields: Record<string, string>) => (await signIn.create(fields)).errors[0]?.code

it('locks an account with the last of its wrong attempts, and says for how long', async () => {
  expect([await codeOf(wrong), await codeOf(wrong)]).toEqual(['form_password_incorrect', 'form_password_incorrect'])
  const locked = await signIn.create(wrong)
  expect(locked).toMatchObject({ status: 403, errors: [{ code: 'user_locked', long_message: expect.stringContaining('in 15 minutes') as string, meta: { lockout_expires_in_seconds: 900 } }] })
  expect(await codeOf(ada)).toBe('user_locked')
})

it('counts wrong codes among the attempts, in whatever browser', async () => {
  for (let attempt = 0; attempt < 3; attempt++) {
    const other = signInOf(new Browser(local))
    const { response: { id } } = await other.create({ identifier: ada.identifier, strategy: 'email_code' })
    await other.attemptFirst(id, { strategy: 'email_code', code: '000000' })
  }
  expect(await codeOf(ada)).toBe('user_locked')
})

it('opens again by itself once the time is up', async () => {
  for (let attempt = 0; attempt < 3; attempt++) await signIn.create(wrong)
  const shown = async () => {
    const { raw } = await sdk(local).users.getUser('user_ada000000000000000000000000')
    return [raw?.locked, raw?.lockout_expires_in_seconds, raw?.verification_attempts_remaining]
  }
  local.clock.advance(899_000)
  expect(await codeOf(ada)).toBe('user_locked')
  expect(await shown()).toEqual([true, 1, 0])
  local.clock.advance(1_000)
  expect(await shown()).toEqual([false, null, 3])
  expect((await signIn.create(ada)).response.status).toBe('complete')
})

it('forgets the wrong attempts with a right one', async () => {
  for (let attempt = 0; attempt < 2; attempt++) await signIn.create(wrong)
  await new Browser(local).signIn(ada.identifier)
  expect([await codeOf(wrong), await codeOf(wrong)]).toEqual(['form_password_incorrect', 'form_password_incorrect'])
})

it('stays with an administrator’s lock, however long', async () => {
  const signInClosed = { identifier: closed.email, password: closed.password }
  local.clock.advance(7 * 86_400_000)
  expect(await codeOf(signInClosed)).toBe('user_locked')
})

it('locks nobody where it is switched off', async () => {
  local.changeSettings({ lockout: { enabled: false } })
  for (let attempt = 0; attempt < 5; attempt++) expect(await codeOf(wrong)).toBe('form_password_incorrect')
})
