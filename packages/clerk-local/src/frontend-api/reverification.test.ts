import { verifyToken } from '@clerk/backend'
import type { ClientJSON, SessionVerificationJSON } from '@clerk/shared/types'
import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const MINUTE = 60_000
const local = await standIn({ settings: { reverification: true, secondFactor: { totp: true } } })
let browser: Browser
let id: string
beforeEach(async () => {
  browser = new Browser(local)
  id = (await browser.signIn('ada@example.com')).id
})

const verify = (step: string, fields: Record<string, string>) => browser.send<SessionVerificationJSON>('POST', `/v1/client/sessions/${id}/verify${step}`, fields)
const addEmail = () => browser.send('POST', '/v1/me/email_addresses', { email_address: 'countess@example.com' })
async function age() {
  const { response } = await browser.send<ClientJSON>('GET', '/v1/client')
  const [session] = response.sessions
  expect((await verifyToken(session?.last_active_token.jwt ?? '', { jwtKey: local.jwtKey, clockSkewInMs: 60 * MINUTE })).fva).toEqual(session?.factor_verification_age)
  return session?.factor_verification_age
}

it('is asked for what is sensitive once the sign-in is ten minutes old, and the password makes it fresh again', async () => {
  local.clock.advance(11 * MINUTE)
  expect(await age()).toEqual([11, -1])
  const refused = await addEmail()
  expect(refused).toMatchObject({ status: 403, errors: [{ code: 'session_reverification_required', meta: { clerk_error: { type: 'forbidden', reason: 'reverification-error' } } }] })

  const { response } = await verify('', { level: 'second_factor' })
  expect(response).toMatchObject({ object: 'session_verification', status: 'needs_first_factor', supported_first_factors: [{ strategy: 'password' }, { strategy: 'email_code', primary: true }] })
  expect(await verify('/attempt_first_factor', { strategy: 'password', password: 'guess' })).toMatchObject({ status: 422, errors: [{ code: 'form_password_incorrect' }] })
  expect((await verify('/attempt_first_factor', { strategy: 'password', password: 'throughline-dev' })).response).toMatchObject({ status: 'complete', session: { id } })
  expect(await age()).toEqual([0, -1])
  expect((await addEmail()).status).toBe(200)
})

it('goes by a code sent to the user’s own address, nobody else’s', async () => {
  const { response } = await verify('', { level: 'first_factor' })
  const email = response.supported_first_factors?.flatMap((factor) => (factor.strategy === 'email_code' ? [factor.email_address_id] : []))[0] ?? ''
  expect((await verify('/prepare_first_factor', { strategy: 'email_code', email_address_id: 'idn_other' })).status).toBe(422)
  await verify('/prepare_first_factor', { strategy: 'email_code', email_address_id: email })
  expect(local.outbox).toMatchObject([{ to: 'ada@example.com' }])
  expect(await verify('/attempt_first_factor', { strategy: 'email_code', code: '000000' })).toMatchObject({ errors: [{ code: 'form_code_incorrect' }] })
  expect((await verify('/attempt_first_factor', { strategy: 'email_code', code: '424242' })).response.status).toBe('complete')
})

it('asks nobody for one number as both factors, and their default one as the second', async () => {
  const { phoneNumbers } = sdk(local)
  const reserve = (phoneNumber: string) => phoneNumbers.createPhoneNumber({ userId: 'user_ada000000000000000000000000', phoneNumber, verified: true, reservedForSecondFactor: true })
  const first = await reserve('+15555550143')
  await reserve('+15555550144')
  await verify('', { level: 'multi_factor' })
  expect((await verify('/prepare_first_factor', { strategy: 'phone_code', phone_number_id: first.id })).errors).toMatchObject([{ code: 'strategy_for_user_invalid' }])
  await verify('/attempt_first_factor', { strategy: 'password', password: 'throughline-dev' })
  await verify('/prepare_second_factor', { strategy: 'phone_code' })
  expect(local.outbox).toMatchObject([{ channel: 'sms', to: '+15555550143' }])
  expect((await verify('/attempt_second_factor', { strategy: 'phone_code' })).errors).toMatchObject([{ code: 'form_code_incorrect' }])
  expect((await verify('/attempt_second_factor', { strategy: 'phone_code', code: '424242' })).response.status).toBe('complete')
})

it('is asked for while a dialogue is open, however fresh the sign-in', async () => {
  expect((await addEmail()).status).toBe(200)
  await verify('', { level: 'first_factor' })
  expect((await addEmail()).status).toBe(403)
})

it('takes nothing before it was started, and is closed to other browsers', async () => {
  expect((await verify('/attempt_first_factor', { strategy: 'password', password: 'throughline-dev' })).errors).toMatchObject([{ code: 'session_reverification_missing' }])
  browser = new Browser(local)
  expect((await verify('', { level: 'first_factor' })).status).toBe(401)
})

it('is not asked for where the instance does not want it', async () => {
  local.changeSettings({ reverification: false })
  local.clock.advance(60 * MINUTE)
  expect((await addEmail()).status).toBe(200)
})
