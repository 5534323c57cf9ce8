import type { SignUpJSON } from '@clerk/shared/types'
import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()
let browser: Browser
beforeEach(() => void (browser = new Browser(local)))

const signUp = (fields: Record<string, string>) => browser.send<SignUpJSON>('POST', '/v1/client/sign_ups', fields)

it('creates the user and a session once the mailed code is entered', async () => {
  const { response: begun } = await signUp({ email_address: 'Edsger@Example.com', password: 'structured-1', first_name: '', unsafe_metadata: '{"from":"test"}' })
  expect(begun).toMatchObject({ status: 'missing_requirements', missing_fields: [], unverified_fields: ['email_address'], email_address: 'edsger@example.com' })
  await browser.send('POST', `/v1/client/sign_ups/${begun.id}/prepare_verification`, { strategy: 'email_code' })
  expect(local.outbox).toMatchObject([{ to: 'edsger@example.com', code: '424242' }])
  const { response, client } = await browser.send<SignUpJSON>('POST', `/v1/client/sign_ups/${begun.id}/attempt_verification`, { strategy: 'email_code', code: '424242' })
  expect(response).toMatchObject({ status: 'complete', created_session_id: client?.last_active_session_id })
  expect(client?.sessions[0]?.user).toMatchObject({ id: response.created_user_id, first_name: null, unsafe_metadata: { from: 'test' }, image_url: `${local.url}/avatars/E.svg` })
  expect(client?.sign_up).toBeNull()
  await expect(new Browser(local).signIn('edsger@example.com', 'structured-1')).resolves.toMatchObject({ status: 'active' })
})

it('takes a password that a form of one’s own names as its strategy', async () => {
  const { response } = await signUp({ strategy: 'password', email_address: 'edsger@example.com', password: 'structured-1' })
  expect(response).toMatchObject({ status: 'missing_requirements', unverified_fields: ['email_address'], has_password: true })
  expect(local.outbox).toEqual([])
})

it('has no verification status until a code was asked for, or the form would not ask for one', async () => {
  const { response } = await signUp({ email_address: 'edsger@example.com', password: 'structured-1' })
  expect(response.verifications?.email_address).toMatchObject({ status: null, next_action: 'needs_prepare' })
})

it('refuses a taken address, a short password, a malformed address and a wrong code beside their fields', async () => {
  const refused = async (fields: Record<string, string>) => (await signUp(fields)).errors[0]
  expect(await refused({ email_address: 'ada@example.com', password: 'structured-1' })).toMatchObject({ code: 'form_identifier_exists', meta: { param_name: 'email_address' } })
  expect(await refused({ email_address: 'x@example.com', password: 'short' })).toMatchObject({ code: 'form_password_length_too_short', meta: { param_name: 'password' } })
  expect(await refused({ email_address: 'x' })).toMatchObject({ code: 'form_param_format_invalid' })
  const { response: { id } } = await signUp({ email_address: 'x@example.com', password: 'structured-1' })
  await browser.send('POST', `/v1/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' })
  expect(await browser.send('POST', `/v1/client/sign_ups/${id}/attempt_verification`, { strategy: 'email_code', code: '1' })).toMatchObject({ status: 422, errors: [{ code: 'form_code_incorrect' }] })
})

it('lets a form come back with another address, which has to be verified again', async () => {
  const { response: { id } } = await signUp({ email_address: 'x@example.com', password: 'structured-1' })
  await browser.send('POST', `/v1/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' })
  const { response } = await browser.send<SignUpJSON>('PATCH', `/v1/client/sign_ups/${id}`, { email_address: 'y@example.com' })
  expect(response.verifications?.email_address).toMatchObject({ status: null })
})

it('refuses a late code and a sixth try, and takes a new code', async () => {
  const { response: { id } } = await signUp({ email_address: 'x@example.com', password: 'structured-1' })
  const prepare = () => browser.send('POST', `/v1/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' })
  const attempt = (code: string) => browser.send<SignUpJSON>('POST', `/v1/client/sign_ups/${id}/attempt_verification`, { strategy: 'email_code', code })
  await prepare()
  local.clock.advance(11 * 60_000)
  expect(await attempt('424242')).toMatchObject({ errors: [{ code: 'verification_expired' }] })
  await prepare()
  for (let wrong = 0; wrong < 5; wrong++) await attempt('111111')
  expect(await attempt('424242')).toMatchObject({ errors: [{ code: 'verification_failed' }] })
  await prepare()
  expect((await attempt('424242')).response.status).toBe('complete')
})

it('is refused while somebody is signed in, with the client beside it', async () => {
  await browser.signIn('ada@example.com')
  const second = await browser.send('POST', '/v1/client/sign_ups', { email_address: 'x@example.com', password: 'structured-1' })
  expect(second).toMatchObject({ status: 400, errors: [{ code: 'session_exists' }] })
  expect(second.meta?.client.sessions).toHaveLength(1)
})
