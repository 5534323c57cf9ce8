import type { EmailAddressJSON, ExternalAccountJSON, PhoneNumberJSON, UserJSON } from '@clerk/shared/types'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { standIn } from '../../test/stand-in.ts'

const attributes = { phoneNumber: { enabled: true, secondFactor: true }, username: { enabled: true, signIn: true } }
const local = await standIn({ settings: { attributes, social: ['google'], secondFactor: { backupCodes: true } } })
let ada: Browser
beforeEach(async () => {
  ada = new Browser(local)
  await ada.signIn('ada@example.com')
})

const me = async () => (await ada.send<UserJSON>('GET', '/v1/me')).response

describe('phone numbers', () => {
  const add = (phone_number: string) => ada.send<PhoneNumberJSON>('POST', '/v1/me/phone_numbers', { phone_number })
  const verified = async (number: string) => {
    const { response: { id } } = await add(number)
    await ada.send('POST', `/v1/me/phone_numbers/${id}/prepare_verification`, { strategy: 'phone_code' })
    return (await ada.send<PhoneNumberJSON>('POST', `/v1/me/phone_numbers/${id}/attempt_verification`, { code: '424242' })).response
  }

  it('are added, proven by a text, made primary and removed', async () => {
    const first = await verified('+15555550123')
    expect(first.verification?.status).toBe('verified')
    expect(local.outbox).toMatchObject([{ channel: 'sms', to: '+15555550123', code: '424242' }])
    const second = await verified('+15555550124')
    expect((await me()).primary_phone_number_id).toBe(first.id)
    await ada.send('PATCH', '/v1/me', { primary_phone_number_id: second.id })
    await ada.send('DELETE', `/v1/me/phone_numbers/${first.id}`)
    expect(await me()).toMatchObject({ primary_phone_number_id: second.id, phone_numbers: [{ phone_number: '+15555550124' }] })
  })

  it('are a second factor, with backup codes that come once', async () => {
    const { id } = await verified('+15555550123')
    const reserve = (value: string) => ada.send<PhoneNumberJSON>('PATCH', `/v1/me/phone_numbers/${id}`, { reserved_for_second_factor: value })
    expect((await reserve('true')).response.backup_codes).toHaveLength(10)
    expect(await me()).toMatchObject({ two_factor_enabled: true, backup_code_enabled: true })
    expect((await reserve('true')).response.backup_codes).toBeUndefined()
    await reserve('false')
    expect(await me()).toMatchObject({ two_factor_enabled: false, backup_code_enabled: false })
    local.changeSettings({ attributes: { phoneNumber: { secondFactor: false } } })
    expect(await reserve('true')).toMatchObject({ status: 422, errors: [{ code: 'form_param_unknown' }] })
  })

  it('are refused where they are none, taken, or somebody else’s', async () => {
    expect((await add('nonsense')).errors).toMatchObject([{ code: 'form_param_format_invalid' }])
    const { id } = await verified('+15555550123')
    expect((await add('+1 555 555 0123')).errors).toMatchObject([{ code: 'form_identifier_exists' }])
    ada = new Browser(local)
    await ada.signIn('alan@example.com')
    expect((await ada.send('DELETE', `/v1/me/phone_numbers/${id}`)).status).toBe(404)
  })
})

describe('an email address', () => {
  it('is proven by a link, too', async () => {
    const { response: { id } } = await ada.send<EmailAddressJSON>('POST', '/v1/me/email_addresses', { email_address: 'lovelace@example.com' })
    await ada.send('POST', `/v1/me/email_addresses/${id}/prepare_verification`, { strategy: 'email_link', redirect_url: 'http://localhost:3000/verify' })
    await fetch(local.outbox[0]?.link ?? '', { redirect: 'manual' })
    expect((await ada.send<EmailAddressJSON>('GET', `/v1/me/email_addresses/${id}`)).response.verification?.status).toBe('verified')
  })
})

it('an email address is not proven by an attempt without a code, after a link was asked for', async () => {
  const { response: { id } } = await ada.send<EmailAddressJSON>('POST', '/v1/me/email_addresses', { email_address: 'alan@turing.example' })
  await ada.send('POST', `/v1/me/email_addresses/${id}/prepare_verification`, { strategy: 'email_link', redirect_url: 'http://localhost:3000/verify' })
  const attempts: Record<string, string>[] = [{}, { code: '' }, { code: '424242' }]
  for (const fields of attempts) expect(await ada.send('POST', `/v1/me/email_addresses/${id}/attempt_verification`, fields)).toMatchObject({ status: 400, errors: [{ code: 'verification_strategy_invalid' }] })
  expect((await ada.send<EmailAddressJSON>('GET', `/v1/me/email_addresses/${id}`)).response.verification?.status).toBe('unverified')
})

describe('connected accounts', () => {
  const connect = () => ada.send<ExternalAccountJSON>('POST', '/v1/me/external_accounts', { strategy: 'oauth_google', redirect_url: 'http://localhost:3000/user' })
  const consent = async (account: ExternalAccountJSON, fields: Record<string, string>) => {
    const state = new URL(account.verification?.external_verification_redirect_url ?? '').searchParams.get('state') ?? ''
    return (await ada.raw('POST', '/v1/oauth_callback', { state, ...fields })).headers.get('location')
  }

  it('are connected through the provider and taken away', async () => {
    const { response } = await connect()
    expect(await consent(response, { email_address: 'ada@gmail.com', first_name: 'Ada' })).toBe('http://localhost:3000/user')
    expect((await me()).external_accounts).toMatchObject([{ email_address: 'ada@gmail.com', provider: 'oauth_google', verification: { status: 'verified' } }])
    await ada.send('DELETE', `/v1/me/external_accounts/${response.id}`)
    expect((await me()).external_accounts).toEqual([])
  })

  it('say why they could not be connected', async () => {
    await consent((await connect()).response, { error: 'access_denied' })
    expect((await me()).external_accounts).toMatchObject([{ verification: { status: 'failed', error: { code: 'oauth_access_denied' } } }])
    await consent((await connect()).response, { email_address: 'ada@gmail.com' })
    ada = new Browser(local)
    await ada.signIn('alan@example.com')
    await consent((await connect()).response, { email_address: 'ada@gmail.com' })
    expect((await me()).external_accounts).toMatchObject([{ verification: { error: { code: 'oauth_account_already_connected' } } }])
  })

  describe('that are there', () => {
    const again = async (id: string, scopes: string[] = []) => {
      const fields = new URLSearchParams({ redirect_url: 'http://localhost:3000/user' })
      for (const scope of scopes) fields.append('additional_scope', scope)
      const answer = await ada.raw('PATCH', `/v1/me/external_accounts/${id}/reauthorize`, fields)
      return { status: answer.status, account: ((await answer.json()) as { response: ExternalAccountJSON }).response } // the form of every answer of the Frontend API
    }
    let id: string
    beforeEach(async () => {
      const { response } = await connect()
      await consent(response, { email_address: 'ada@gmail.com', first_name: 'Ada' })
      id = response.id
    })
    const account = async () => (await me()).external_accounts[0]

    it('ask the provider for more, and stay connected meanwhile', async () => {
      const { account: asked } = await again(id, ['calendar.read', 'drive'])
      expect(asked).toMatchObject({ id, verification: { status: 'verified' } })
      expect(await account()).toMatchObject({ approved_scopes: 'email profile openid', verification: { status: 'verified' } })
      expect(await consent(asked, { email_address: 'ada@gmail.com', first_name: 'Ada' })).toBe('http://localhost:3000/user')
      expect(await account()).toMatchObject({ id, approved_scopes: 'email profile openid calendar.read drive', verification: { status: 'verified', error: null } })
      const { account: more } = await again(id, ['drive'])
      await consent(more, { email_address: 'ada@gmail.com' })
      expect((await me()).external_accounts).toMatchObject([{ approved_scopes: 'email profile openid calendar.read drive' }])
    })

    it('stay as they were where that was cancelled, or done with another account, and say so', async () => {
      for (const [answer, code] of [[{ error: 'access_denied' }, 'oauth_access_denied'], [{ email_address: 'other@gmail.com' }, 'oauth_account_already_connected']] as [Record<string, string>, string][]) {
        await consent((await again(id, ['drive'])).account, answer)
        expect(await account()).toMatchObject({ email_address: 'ada@gmail.com', approved_scopes: 'email profile openid', verification: { status: 'verified', error: { code } } })
      }
      await consent((await connect()).response, { email_address: 'ada@gmail.com' })
      expect((await me()).external_accounts).toMatchObject([{ id }, { verification: { status: 'failed', error: { code: 'oauth_account_already_connected' } } }])
    })

    it('are nobody else’s to ask again for', async () => {
      ada = new Browser(local)
      await ada.signIn('alan@example.com')
      expect((await again(id)).status).toBe(404)
    })
  })
})

describe('the profile', () => {
  it('takes a username by the rules, and a picture', async () => {
    expect((await ada.send('PATCH', '/v1/me', { username: 'a b c d' })).errors).toMatchObject([{ code: 'form_username_invalid_character' }])
    expect((await ada.send<UserJSON>('PATCH', '/v1/me', { username: 'ada_l' })).response.username).toBe('ada_l')
    expect((await ada.send<UserJSON>('PATCH', '/v1/me', { username: 'ada_l' })).status).toBe(200)
    await new Browser(local).signIn('ada_l')
  })

  it('keeps the password from who does not know the old one', async () => {
    const change = (fields: Record<string, string>) => ada.send('POST', '/v1/me/change_password', { new_password: 'structured-1', ...fields })
    expect((await change({})).errors).toMatchObject([{ code: 'form_password_incorrect', meta: { param_name: 'current_password' } }])
    expect((await change({ current_password: 'wrong' })).status).toBe(422)
    expect((await change({ current_password: 'throughline-dev', new_password: 'short' })).errors).toMatchObject([{ code: 'form_password_length_too_short', meta: { param_name: 'new_password' } }])
    expect((await change({ current_password: 'throughline-dev' })).status).toBe(200)
    expect((await ada.send('POST', '/v1/me/remove_password', { current_password: 'structured-1' })).status).toBe(422)
    local.changeSettings({ attributes: { password: { required: false } } })
    expect((await ada.send<UserJSON>('POST', '/v1/me/remove_password', { current_password: 'structured-1' })).response.password_enabled).toBe(false)
  })

  it('is deleted by its owner, unless that was forbidden', async () => {
    local.changeSettings({ deleteSelf: false })
    expect((await ada.send('DELETE', '/v1/me')).status).toBe(403)
    local.changeSettings({ deleteSelf: true })
    expect((await ada.send('DELETE', '/v1/me')).response).toMatchObject({ deleted: true })
    expect((await ada.send('GET', '/v1/me')).status).toBe(401)
  })

  it('merges what it keeps for the app', async () => {
    await ada.send('PATCH', '/v1/me/metadata', { unsafe_metadata: '{"a":{"b":1}}' })
    expect((await ada.send<UserJSON>('PATCH', '/v1/me/metadata', { unsafe_metadata: '{"a":{"c":2}}' })).response.unsafe_metadata).toEqual({ a: { b: 1, c: 2 } })
  })
})
