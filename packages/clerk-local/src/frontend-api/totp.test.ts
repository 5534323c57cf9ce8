import type { BackupCodeJSON, TOTPJSON, UserJSON } from '@clerk/shared/types'
import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { signInOf } from '../../test/sign-in.ts'
import { standIn } from '../../test/stand-in.ts'
import { totpCode } from '../domain/verification/totp.ts'

const local = await standIn({ settings: { secondFactor: { totp: true, backupCodes: true } } })
let browser: Browser
beforeEach(async () => {
  browser = new Browser(local)
  await browser.signIn('ada@example.com')
})

const me = async () => (await browser.send<UserJSON>('GET', '/v1/me')).response

async function setUp(): Promise<{ secret: string; codes: string[] }> {
  const { response: { secret = '', uri } } = await browser.send<TOTPJSON>('POST', '/v1/me/totp')
  expect(uri).toContain(`otpauth://totp/Throughline:ada%40example.com?`)
  const { response } = await browser.send<TOTPJSON>('POST', '/v1/me/totp/attempt_verification', { code: totpCode(secret, local.clock.now()) })
  expect(response).toMatchObject({ verified: true })
  expect(response).not.toHaveProperty('secret')
  return { secret, codes: response.backup_codes ?? [] }
}

it('an authenticator app counts once a code of it was entered, and is asked for from then on', async () => {
  const { response: { secret = '' } } = await browser.send<TOTPJSON>('POST', '/v1/me/totp')
  expect(await me()).toMatchObject({ totp_enabled: false, two_factor_enabled: false })
  expect(await browser.send('POST', '/v1/me/totp/attempt_verification', { code: '000000' })).toMatchObject({ status: 422, errors: [{ code: 'form_code_incorrect' }] })
  await browser.send('POST', '/v1/me/totp/attempt_verification', { code: totpCode(secret, local.clock.now()) })
  expect(await me()).toMatchObject({ totp_enabled: true, backup_code_enabled: true, two_factor_enabled: true })
  local.clock.advance(30_000)
  const steps = signInOf(new Browser(local))
  const { response: { id, status } } = await steps.create({ identifier: 'ada@example.com', password: 'throughline-dev' })
  expect(status).toBe('needs_second_factor')
  expect((await steps.attemptSecond(id, { strategy: 'totp', code: totpCode(secret, local.clock.now()) })).response.status).toBe('complete')
})

it('backup codes come with the app, are replaced as a whole, and go with it', async () => {
  const { codes } = await setUp()
  expect(codes).toHaveLength(10)
  const { response: renewed } = await browser.send<BackupCodeJSON>('POST', '/v1/me/backup_codes/')
  expect(renewed.codes.filter((code) => codes.includes(code))).toEqual([])
  expect(await browser.send('DELETE', '/v1/me/totp')).toMatchObject({ status: 200, response: { object: 'totp', deleted: true } })
  expect(await me()).toMatchObject({ totp_enabled: false, backup_code_enabled: false, two_factor_enabled: false })
  expect(await browser.send('POST', '/v1/me/backup_codes/')).toMatchObject({ status: 400, errors: [{ code: 'backup_codes_not_available' }] })
})

it('the last second factor stays where the instance demands one', async () => {
  await setUp()
  expect(await browser.send('POST', '/v1/me/totp')).toMatchObject({ status: 400, errors: [{ code: 'totp_already_enabled' }] })
  local.changeSettings({ secondFactor: { required: true } })
  expect(await browser.send('DELETE', '/v1/me/totp')).toMatchObject({ status: 400, errors: [{ code: 'second_factor_deletion_not_allowed' }] })
})

it('is refused to strangers, and where the instance does without', async () => {
  expect((await new Browser(local).send('POST', '/v1/me/totp')).status).toBe(401)
  local.changeSettings({ secondFactor: { totp: false } })
  expect((await browser.send('POST', '/v1/me/totp')).status).toBe(403)
})
