import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../../test/browser.ts'
import { sdk } from '../../../test/sdk.ts'
import { signInOf } from '../../../test/sign-in.ts'
import { standIn } from '../../../test/stand-in.ts'
import { defaultSeed } from '../../seed/seed.ts'

const closed = { email: 'closed@example.com', password: 'throughline-dev', locked: true }
const local = await standIn({ seed: { ...defaultSeed, users: [...defaultSeed.users, closed] } })
let signIn: ReturnType<typeof signInOf>
beforeEach(() => {
  local.changeSettings({ lockout: { maxAttempts: 4, durationSeconds: 900 } })
  signIn = signInOf(new Browser(local))
})

const ada = { identifier: 'ada@example.com', password: 'throughline-dev' }
const wrong = { ...ada, password: 'wrong' }
const codeOf = async (fields: Record<string, string>) => (await signIn.create(fields)).errors[0]?.code

it('warns before the last two of its wrong attempts, locks an account with the last, and says for how long', async () => {
  expect(await codeOf(wrong)).toBe('form_password_incorrect')
  expect(await signIn.create(wrong)).toMatchObject({ status: 422, errors: [{ code: 'account_lockout_warning', long_message: expect.stringContaining('2 more') as string }] })
  expect(await signIn.create(wrong)).toMatchObject({ status: 422, errors: [{ code: 'account_lockout_warning', long_message: expect.stringContaining('One more') as string }] })
  const locked = await signIn.create(wrong)
  expect(locked).toMatchObject({ status: 403, errors: [{ code: 'user_locked', long_message: expect.stringContaining('in 15 minutes') as string, meta: { lockout_expires_in_seconds: 900 } }] })
  expect(await codeOf(ada)).toBe('user_locked')
})

it('counts wrong codes among the attempts, in whatever browser', async () => {
  for (let attempt = 0; attempt < 4; attempt++) {
    const other = signInOf(new Browser(local))
    const { response: { id } } = await other.create({ identifier: ada.identifier, strategy: 'email_code' })
    await other.attemptFirst(id, { strategy: 'email_code', code: '000000' })
  }
  expect(await codeOf(ada)).toBe('user_locked')
})

it('opens again by itself once the time is up', async () => {
  for (let attempt = 0; attempt < 4; attempt++) await signIn.create(wrong)
  const shown = async () => {
    const { raw } = await sdk(local).users.getUser('user_ada000000000000000000000000')
    return [raw?.locked, raw?.lockout_expires_in_seconds, raw?.verification_attempts_remaining]
  }
  local.clock.advance(899_000)
  expect(await codeOf(ada)).toBe('user_locked')
  expect(await shown()).toEqual([true, 1, 0])
  local.clock.advance(1_000)
  expect(await shown()).toEqual([false, null, 4])
  expect((await signIn.create(ada)).response.status).toBe('complete')
})

it('forgets the wrong attempts with a right one', async () => {
  for (let attempt = 0; attempt < 3; attempt++) await signIn.create(wrong)
  await new Browser(local).signIn(ada.identifier)
  expect([await codeOf(wrong), await codeOf(wrong)]).toEqual(['form_password_incorrect', 'account_lockout_warning'])
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

it('locks a new user as it locks any other: for as long as the instance says', async () => {
  const { users } = sdk(local)
  const created = await users.createUser({ emailAddress: ['new@example.com'], password: 'structured-1', locked: true })
  expect(created.raw).toMatchObject({ locked: true, lockout_expires_in_seconds: 900 })
  const entering = { identifier: 'new@example.com', password: 'structured-1' }
  expect(await codeOf(entering)).toBe('user_locked')
  local.clock.advance(900_000)
  expect((await signIn.create(entering)).response.status).toBe('complete')
  local.changeSettings({ lockout: { durationSeconds: null } })
  expect((await users.lockUser(created.id)).raw).toMatchObject({ locked: true, lockout_expires_in_seconds: null })
  local.clock.advance(7 * 86_400_000)
  expect(await codeOf(entering)).toBe('user_locked')
  local.changeSettings({ lockout: { enabled: false } })
  await expect(users.createUser({ emailAddress: ['other@example.com'], locked: true })).rejects.toMatchObject({ status: 422, errors: [{ code: 'form_param_unknown' }] })
})

it('fails nowhere when a user is deleted while their password is checked', async () => {
  const { users } = sdk(local)
  const digest = { passwordHasher: 'scrypt_werkzeug' as const, passwordDigest: 'scrypt:16384:8:1$seasalt$587252dffc2bce18b6ad8899e38fe502aa72710c4a44f55f1d731017158868823bbb5a7ed9c3bad41f7b50bece14be59496b2785fc1d82c22d249e8772b1c6e1' }
  const statuses = await Promise.all(
    ['correct horse', 'wrong'].map(async (password) => {
      const { id } = await users.createUser({ emailAddress: [`${password.length}@example.com`], ...digest })
      const [{ status }] = await Promise.all([signInOf(new Browser(local)).create({ identifier: `${password.length}@example.com`, password }), users.deleteUser(id)])
      return status
    }),
  )
  expect(statuses.filter((status) => status >= 500)).toEqual([])
})

it('counts what is tried from within a session: passwords, backup codes, codes of an app', async () => {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
  const { users } = sdk(local)
  const browser = new Browser(local)
  const { id } = await browser.signIn(ada.identifier)
  await users.updateUser('user_ada000000000000000000000000', { totpSecret: secret, backupCodes: ['backup-1'] })
  await browser.send('POST', `/v1/client/sessions/${id}/verify`, { level: 'second_factor' })
  const tried = [
    await browser.send('POST', '/v1/me/change_password', { current_password: 'wrong', new_password: 'structured-1' }),
    await browser.send('POST', `/v1/client/sessions/${id}/verify/attempt_second_factor`, { strategy: 'totp', code: '000000' }),
    await browser.send('POST', `/v1/client/sessions/${id}/verify/attempt_second_factor`, { strategy: 'backup_code', code: 'backup-2' }),
    await browser.send('POST', '/v1/me/change_password', { current_password: 'wrong', new_password: 'structured-1' }),
    await browser.send('POST', `/v1/client/sessions/${id}/verify/attempt_second_factor`, { strategy: 'backup_code', code: 'backup-1' }),
  ]
  expect(tried.map(({ errors }) => errors[0]?.code)).toEqual(['form_password_incorrect', 'account_lockout_warning', 'account_lockout_warning', 'user_locked', 'user_locked'])
})
