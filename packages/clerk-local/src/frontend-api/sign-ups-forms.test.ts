import type { SignUpJSON } from '@clerk/shared/types'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()
let browser: Browser
beforeEach(() => void (browser = new Browser(local)))

const signUp = (fields: Record<string, string>) => browser.send<SignUpJSON>('POST', '/v1/client/sign_ups', fields)
const change = (id: string, fields: Record<string, string>) => browser.send<SignUpJSON>('PATCH', `/v1/client/sign_ups/${id}`, fields)
const prepare = (id: string, fields: Record<string, string>) => browser.send<SignUpJSON>('POST', `/v1/client/sign_ups/${id}/prepare_verification`, fields)
const attempt = (id: string, fields: Record<string, string>) => browser.send<SignUpJSON>('POST', `/v1/client/sign_ups/${id}/attempt_verification`, fields)

describe('the form', () => {
  it('asks for what the settings ask for', async () => {
    local.changeSettings({ attributes: { username: { enabled: true, required: true }, phoneNumber: { enabled: true }, firstName: { required: true }, lastName: { enabled: false } } })
    const { response } = await signUp({})
    expect(response).toMatchObject({
      required_fields: ['email_address', 'username', 'password', 'first_name'],
      optional_fields: ['phone_number'],
      missing_fields: ['email_address', 'username', 'password', 'first_name'],
    })
  })

  it('refuses a field that the instance does not have', async () => {
    expect(await signUp({ username: 'edsger' })).toMatchObject({ status: 422, errors: [{ code: 'form_param_unknown', meta: { param_name: 'username' } }] })
  })

  it('refuses a username that breaks the rules, or is taken', async () => {
    local.changeSettings({ attributes: { username: { enabled: true } } })
    const refused = async (username: string) => (await signUp({ username })).errors[0]?.code
    expect([await refused('abc'), await refused('no spaces'), await refused('12345')]).toEqual(['form_username_invalid_length', 'form_username_invalid_character', 'form_username_needs_non_number_char'])
    await sdk(local).users.createUser({ username: 'edsger', password: 'structured-1' })
    expect(await refused('Edsger')).toBe('form_identifier_exists')
  })

  it('refuses a password that breaks the instance’s rules', async () => {
    local.changeSettings({ password: { requireNumber: true, requireUppercase: true, requireSpecialCharacter: true, maxLength: 20 } })
    const refused = async (password: string) => (await signUp({ password })).errors[0]?.code
    expect([await refused('short'), await refused('x'.repeat(30)), await refused('structured'), await refused('structured!'), await refused('structured!1')]).toEqual([
      'form_password_length_too_short',
      'form_password_length_too_long',
      'form_password_no_special_char',
      'form_password_no_number',
      'form_password_no_uppercase',
    ])
  })

  it('waits for consent to the terms, and remembers when it was given', async () => {
    local.changeSettings({ legalConsent: { enabled: true }, attributes: { emailAddress: { verifyAtSignUp: false } } })
    const { response } = await signUp({ email_address: 'edsger@example.com', password: 'structured-1' })
    expect(response).toMatchObject({ status: 'missing_requirements', missing_fields: ['legal_accepted'] })
    const { response: done, client } = await change(response.id, { legal_accepted: 'true' })
    expect(done.status).toBe('complete')
    expect(client?.sessions[0]?.user?.legal_accepted_at).toBeTypeOf('number')
  })

  it('is over after a day, and once it is complete', async () => {
    const { response: { id } } = await signUp({ email_address: 'edsger@example.com' })
    local.clock.advance(25 * 3_600_000)
    expect((await browser.send<SignUpJSON>('GET', `/v1/client/sign_ups/${id}`)).response.status).toBe('abandoned')
    expect(await change(id, { password: 'structured-1' })).toMatchObject({ status: 422, errors: [{ code: 'sign_up_abandoned' }] })
  })

  it('belongs to the browser that began it', async () => {
    const { response: { id } } = await signUp({ email_address: 'edsger@example.com' })
    browser = new Browser(local)
    await browser.send('POST', '/v1/client/sign_ins', { identifier: 'ada@example.com' })
    expect((await change(id, { password: 'structured-1' })).status).toBe(404)
  })
})

describe('an address', () => {
  it('is proven by a link, which may be opened elsewhere', async () => {
    local.changeSettings({ attributes: { emailAddress: { strategies: ['email_link'] } } })
    const { response: { id } } = await signUp({ email_address: 'edsger@example.com', password: 'structured-1' })
    await prepare(id, { strategy: 'email_link', redirect_url: 'http://localhost:3000/verify' })
    const opened = await fetch(local.outbox[0]?.link ?? '', { redirect: 'manual' })
    expect(opened.headers.get('location')).toMatch(/^http:\/\/localhost:3000\/verify\?__clerk_status=verified&__clerk_created_session=sess_/)
    expect((await browser.send<SignUpJSON>('GET', `/v1/client/sign_ups/${id}`)).response).toMatchObject({ status: 'complete', verifications: { email_address: { status: 'verified' } } })
  })

  it('may be a phone number, proven by a text message', async () => {
    local.changeSettings({ attributes: { emailAddress: { enabled: false, required: false }, phoneNumber: { enabled: true, required: true, signIn: true } } })
    expect((await signUp({ phone_number: '555' })).errors).toMatchObject([{ code: 'form_param_format_invalid' }])
    const { response: { id } } = await signUp({ phone_number: '+1 (555) 555-0177', password: 'structured-1' })
    await prepare(id, { strategy: 'phone_code' })
    expect(local.outbox).toMatchObject([{ channel: 'sms', to: '+15555550177' }])
    const { response, client } = await attempt(id, { strategy: 'phone_code', code: '424242' })
    expect(response.status).toBe('complete')
    expect(client?.sessions[0]?.user?.phone_numbers).toMatchObject([{ phone_number: '+15555550177', verification: { status: 'verified' } }])
  })

  it('that is taken is told to nobody but its owner, where the instance protects that', async () => {
    local.changeSettings({ enumerationProtection: true })
    const { response, status } = await signUp({ email_address: 'ada@example.com', password: 'structured-1' })
    expect(status).toBe(200)
    await prepare(response.id, { strategy: 'email_code' })
    expect((await attempt(response.id, { strategy: 'email_code', code: '424242' })).errors).toMatchObject([{ code: 'form_identifier_exists' }])
  })
})

describe('an invitation', () => {
  it('lets its address in where nobody else may come, proven and with its metadata', async () => {
    local.changeSettings({ signUpMode: 'restricted' })
    expect((await signUp({ email_address: 'edsger@example.com' })).errors).toMatchObject([{ code: 'sign_up_mode_restricted' }])
    await sdk(local).invitations.createInvitation({ emailAddress: 'edsger@example.com', publicMetadata: { plan: 'pro' }, redirectUrl: 'http://localhost:3000/sign-up' })
    const accepted = await fetch(local.outbox[0]?.link ?? '', { redirect: 'manual' })
    const ticket = new URL(accepted.headers.get('location') ?? '').searchParams.get('__clerk_ticket') ?? ''
    const { response: begun } = await signUp({ strategy: 'ticket', ticket })
    expect(begun).toMatchObject({ email_address: 'edsger@example.com', missing_fields: ['password'], unverified_fields: [] })
    const { response, client } = await change(begun.id, { password: 'structured-1' })
    expect(response.status).toBe('complete')
    expect(client?.sessions[0]?.user?.public_metadata).toEqual({ plan: 'pro' })
    browser = new Browser(local)
    expect((await signUp({ strategy: 'ticket', ticket })).status).toBe(400)
  })

  it('into an organization makes the newcomer a member', async () => {
    const { id: organizationId } = await sdk(local).organizations.getOrganization({ slug: 'acme' })
    await sdk(local).organizations.createOrganizationInvitation({ organizationId, emailAddress: 'edsger@example.com', role: 'org:agent', redirectUrl: 'http://localhost:3000/sign-up' })
    const ticket = new URL(local.outbox[0]?.link ?? '').searchParams.get('__clerk_ticket') ?? ''
    const { client } = await signUp({ strategy: 'ticket', ticket, password: 'structured-1' })
    expect(client?.sessions[0]).toMatchObject({ last_active_organization_id: organizationId, user: { organization_memberships: [{ role: 'org:agent' }] } })
  })
})

it('sends whoever is on no list away, and to the waitlist', async () => {
  local.changeSettings({ signUpMode: 'waitlist' })
  expect((await signUp({ email_address: 'edsger@example.com' })).errors).toMatchObject([{ code: 'sign_up_restricted_waitlist' }])
  local.changeSettings({ signUpMode: 'public', blocklist: true })
  await sdk(local).blocklistIdentifiers.createBlocklistIdentifier({ identifier: '*@example.com' })
  expect((await signUp({ email_address: 'edsger@example.com' })).errors[0]?.code).toBe('not_allowed_access')
})
