import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { signInOf } from '../../test/sign-in.ts'
import { standIn } from '../../test/stand-in.ts'
import { defaultSeed } from '../seed/seed.ts'

const mia = { email: 'mia@example.com', phones: [{ number: '+15555550100' }], password: 'throughline-dev' }
const local = await standIn({ seed: { ...defaultSeed, users: [...defaultSeed.users, mia] } })
let browser: Browser
let signIn: ReturnType<typeof signInOf>
beforeEach(() => {
  browser = new Browser(local)
  signIn = signInOf(browser)
})

async function forgotten(identifier: string, strategy = 'reset_password_email_code'): Promise<string> {
  const id = await signIn.begin(identifier)
  await signIn.prepareFirst(id, { strategy })
  expect((await signIn.attemptFirst(id, { strategy, code: '424242' })).response.status).toBe('needs_new_password')
  return id
}

it('a forgotten password is replaced after a code was entered', async () => {
  const id = await forgotten('ada@example.com')
  expect(local.outbox).toMatchObject([{ to: 'ada@example.com', slug: 'reset_password_code', code: '424242' }])
  expect((await signIn.resetPassword(id, { password: 'a-new-password' })).response.status).toBe('complete')
  expect(local.outbox.at(-1)).toMatchObject({ to: 'ada@example.com', slug: 'password_changed' })
  await new Browser(local).signIn('ada@example.com', 'a-new-password')
  await expect(new Browser(local).signIn('ada@example.com')).rejects.toThrow('not signed in')
})

it('the code may come as a text message', async () => {
  local.changeSettings({ attributes: { phoneNumber: { enabled: true, signIn: true } } })
  const id = await forgotten('+15555550100', 'reset_password_phone_code')
  expect((await signIn.resetPassword(id, { password: 'a-new-password' })).response.status).toBe('complete')
})

it('other browsers are signed out if the user wishes so, and else stay', async () => {
  const other = new Browser(local)
  await other.signIn('ada@example.com')
  await signIn.resetPassword(await forgotten('ada@example.com'), { password: 'a-new-password', sign_out_of_other_sessions: 'false' })
  expect((await other.send('GET', '/v1/me')).status).toBe(200)
  signIn = signInOf(new Browser(local))
  await signIn.resetPassword(await forgotten('ada@example.com'), { password: 'a-newer-password', sign_out_of_other_sessions: 'true' })
  expect((await other.send('GET', '/v1/me')).status).toBe(401)
})

it('a new password has to follow the rules, and the code was not spent in vain', async () => {
  const id = await forgotten('ada@example.com')
  expect(await signIn.resetPassword(id, { password: 'short' })).toMatchObject({ status: 422, errors: [{ code: 'form_password_length_too_short' }] })
  expect(await signIn.resetPassword(id, {})).toMatchObject({ status: 422, errors: [{ code: 'form_param_missing' }] })
  expect((await signIn.resetPassword(id, { password: 'long-enough' })).response.status).toBe('complete')
})

it('nobody sets a password without the code', async () => {
  const id = await signIn.begin('ada@example.com')
  await signIn.prepareFirst(id, { strategy: 'reset_password_email_code' })
  expect(await signIn.attemptFirst(id, { strategy: 'reset_password_email_code', code: '000000' })).toMatchObject({ errors: [{ code: 'form_code_incorrect' }] })
  expect((await signIn.resetPassword(id, { password: 'a-new-password' })).status).toBe(400)
  // A code for signing in is none for a new password.
  expect(await signIn.attemptFirst(id, { strategy: 'email_code', code: '424242' })).toMatchObject({ errors: [{ code: 'verification_missing' }] })
})
