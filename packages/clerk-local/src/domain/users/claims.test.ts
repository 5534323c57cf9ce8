import type { EmailAddressJSON, SignInJSON, SignUpJSON } from '@clerk/shared/types'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../../test/browser.ts'
import { sdk } from '../../../test/sdk.ts'
import { standIn } from '../../../test/stand-in.ts'

const [ADA, ALAN] = ['user_ada000000000000000000000000', 'user_alan00000000000000000000000']
const MARY = 'mary@example.com'
const attributes = { phoneNumber: { enabled: true, signIn: true } }

const local = await standIn({ settings: { attributes } })
const clerk = sdk(local)

const taken = { status: 422, errors: [{ code: 'form_identifier_exists' }] }
const emailsOf = async (id: string) => (await clerk.users.getUser(id)).emailAddresses.map(({ emailAddress }) => emailAddress)

async function signedIn(identifier: string): Promise<Browser> {
  const browser = new Browser(local)
  await browser.signIn(identifier)
  return browser
}

/** Writes an address into one's profile, as anybody may with any address. */
async function note(browser: Browser, address: string): Promise<string> {
  return (await browser.send<EmailAddressJSON>('POST', '/v1/me/email_addresses', { email_address: address })).response.id
}

async function prove(browser: Browser, id: string) {
  await browser.send('POST', `/v1/me/email_addresses/${id}/prepare_verification`, { strategy: 'email_code' })
  return browser.send<EmailAddressJSON>('POST', `/v1/me/email_addresses/${id}/attempt_verification`, { code: local.settings.code })
}

describe('an address that somebody noted and never proved', () => {
  let ada: Browser
  beforeEach(async () => {
    ada = await signedIn('ada@example.com')
    await note(ada, MARY)
  })

  it('names nobody who signs in', async () => {
    expect(await new Browser(local).send('POST', '/v1/client/sign_ins', { identifier: MARY })).toMatchObject({ status: 422, errors: [{ code: 'form_identifier_not_found' }] })
  })

  it('keeps nobody from signing up with it, and goes when they have', async () => {
    const mary = new Browser(local)
    const { response } = await mary.send<SignUpJSON>('POST', '/v1/client/sign_ups', { email_address: MARY, password: 'structured-1' })
    await mary.send('POST', `/v1/client/sign_ups/${response.id}/prepare_verification`, { strategy: 'email_code' })
    expect((await mary.send<SignUpJSON>('POST', `/v1/client/sign_ups/${response.id}/attempt_verification`, { strategy: 'email_code', code: local.settings.code })).response.status).toBe('complete')
    expect(await emailsOf(ADA)).toEqual(['ada@example.com'])
  })

  it('is nothing to a server that creates its owner', async () => {
    const mary = await clerk.users.createUser({ emailAddress: [MARY], skipPasswordRequirement: true })
    expect([await emailsOf(mary.id), await emailsOf(ADA)]).toEqual([[MARY], ['ada@example.com']])
  })

  it('is theirs who prove it first, and nobody else’s after that', async () => {
    const alan = await signedIn('alan@example.com')
    const [adas] = (await clerk.users.getUser(ADA)).emailAddresses.filter(({ emailAddress }) => emailAddress === MARY)
    await ada.send('POST', `/v1/me/email_addresses/${adas?.id}/prepare_verification`, { strategy: 'email_code' })
    expect((await prove(alan, await note(alan, MARY))).status).toBe(200)
    expect(await ada.send('POST', `/v1/me/email_addresses/${adas?.id}/attempt_verification`, { code: local.settings.code })).toMatchObject({ status: 404 })
    expect([await emailsOf(ADA), await emailsOf(ALAN)]).toEqual([['ada@example.com'], ['alan@example.com', MARY]])
    expect(await ada.send('POST', '/v1/me/email_addresses', { email_address: MARY })).toMatchObject(taken)
  })

  it('brings nobody into the organization to which its owner was invited', async () => {
    const { data: organizations } = await clerk.organizations.getOrganizationList({ query: 'Globex' })
    await clerk.organizations.createOrganizationInvitation({ organizationId: organizations[0]?.id ?? '', emailAddress: MARY, role: 'org:member' })
    const { response } = await ada.send<{ data: { id: string }[] }>('GET', '/v1/me/organization_invitations')
    expect(response.data).toEqual([])
  })

  it('is not noted twice', async () => {
    expect(await ada.send('POST', '/v1/me/email_addresses', { email_address: MARY.toUpperCase() })).toMatchObject(taken)
  })
})

describe('an address that a server reserved', () => {
  it('signs its user in, and is proven by the code that was sent there', async () => {
    const { id } = await clerk.users.createUser({ emailAddress: [MARY], emailAddressIdentificationStatus: ['reserved'], skipPasswordRequirement: true })
    const status = async () => (await clerk.users.getUser(id)).emailAddresses[0]?.verification?.status
    expect(await status()).toBe('unverified')
    const mary = new Browser(local)
    const { response } = await mary.send<SignInJSON>('POST', '/v1/client/sign_ins', { identifier: MARY, strategy: 'email_code' })
    await mary.send('POST', `/v1/client/sign_ins/${response.id}/attempt_first_factor`, { strategy: 'email_code', code: local.settings.code })
    expect(await status()).toBe('verified')
    expect((await clerk.sessions.getSessionList({ userId: id })).data).toHaveLength(1)
  })

  it('is nobody else’s', async () => {
    await clerk.users.createUser({ emailAddress: [MARY], emailAddressIdentificationStatus: ['reserved'], skipPasswordRequirement: true })
    const ada = await signedIn('ada@example.com')
    expect(await ada.send('POST', '/v1/me/email_addresses', { email_address: MARY })).toMatchObject(taken)
    await expect(clerk.users.createUser({ emailAddress: [MARY], skipPasswordRequirement: true })).rejects.toMatchObject(taken)
  })

  it('may be the primary one, whoever says so', async () => {
    const { id, emailAddresses, phoneNumbers } = await clerk.users.createUser({
      emailAddress: ['m@example.com', MARY],
      emailAddressIdentificationStatus: ['verified', 'reserved'],
      phoneNumber: ['+15555550143', '+15555550144'],
      phoneNumberIdentificationStatus: ['verified', 'reserved'],
      password: 'throughline-dev',
    })
    const [[first, second], [one, two]] = [emailAddresses, phoneNumbers].map((all) => all.map((each) => each.id)) as [string[], string[]] // as many as were sent
    await clerk.users.updateUser(id, { primaryEmailAddressID: second ?? '', primaryPhoneNumberID: two ?? '' })
    expect(await clerk.users.getUser(id)).toMatchObject({ primaryEmailAddressId: second, primaryPhoneNumberId: two })
    const mary = await signedIn(MARY)
    await mary.send('PATCH', '/v1/me', { primary_email_address_id: first ?? '', primary_phone_number_id: one ?? '' })
    expect((await mary.send('PATCH', '/v1/me', { primary_email_address_id: second ?? '', primary_phone_number_id: two ?? '' })).response).toMatchObject({ primary_email_address_id: second, primary_phone_number_id: two })
    const noted = await note(mary, 'noted@example.com')
    expect((await mary.send('PATCH', '/v1/me', { primary_email_address_id: noted })).status).toBe(404)
    await expect(clerk.users.updateUser(id, { primaryEmailAddressID: noted })).rejects.toMatchObject({ status: 422 })
  })

  it.each([['too few statuses', ['verified']], ['a status that is none', ['verified', 'mine']]])('is refused with %s', async (_what, statuses) => {
    const emailAddressIdentificationStatus = statuses as ('verified' | 'reserved')[] // what the SDK would not send
    await expect(clerk.users.createUser({ emailAddress: [MARY, 'm@example.com'], emailAddressIdentificationStatus, skipPasswordRequirement: true })).rejects.toMatchObject({ status: 422, errors: [{ code: 'form_param_value_invalid' }] })
  })
})

it('a user has no address and no number twice', async () => {
  await expect(clerk.users.createUser({ emailAddress: [MARY, MARY.toUpperCase()], skipPasswordRequirement: true })).rejects.toMatchObject(taken)
  await expect(clerk.users.createUser({ phoneNumber: ['+15555550143', '+1 555 555 0143'], skipPasswordRequirement: true })).rejects.toMatchObject(taken)
})

it('what is not proven is never the primary one', async () => {
  const unproven = { status: 400, errors: [{ code: 'identification_update_failed' }] }
  await expect(clerk.emailAddresses.createEmailAddress({ userId: ADA, emailAddress: MARY, primary: true })).rejects.toMatchObject(unproven)
  const { id } = await clerk.emailAddresses.createEmailAddress({ userId: ADA, emailAddress: MARY })
  await expect(clerk.emailAddresses.updateEmailAddress(id, { primary: true })).rejects.toMatchObject(unproven)
  await clerk.emailAddresses.updateEmailAddress(id, { verified: true, primary: true })
  expect((await clerk.users.getUser(ADA)).primaryEmailAddressId).toBe(id)
})

it('nothing is added to a profile that could not sign up here', async () => {
  const ada = await signedIn('ada@example.com')
  local.changeSettings({ blocklist: true })
  await clerk.blocklistIdentifiers.createBlocklistIdentifier({ identifier: '*@example.org' })
  await clerk.blocklistIdentifiers.createBlocklistIdentifier({ identifier: '+15555550143' })
  expect(await ada.send('POST', '/v1/me/email_addresses', { email_address: 'Ada@example.org' })).toMatchObject({ status: 403, errors: [{ code: 'not_allowed_access' }] })
  expect(await ada.send('POST', '/v1/me/phone_numbers', { phone_number: '+15555550143' })).toMatchObject({ status: 403, errors: [{ code: 'not_allowed_access' }] })
  local.changeSettings({ attributes: { emailAddress: { enabled: false }, phoneNumber: { enabled: false } } })
  expect(await ada.send('POST', '/v1/me/email_addresses', { email_address: MARY })).toMatchObject({ status: 422, errors: [{ code: 'form_param_unknown' }] })
  expect(await ada.send('POST', '/v1/me/phone_numbers', { phone_number: '+15555550144' })).toMatchObject({ status: 422, errors: [{ code: 'form_param_unknown' }] })
})

it('proves nothing twice, and by no way that there is not', async () => {
  const ada = await signedIn('ada@example.com')
  const [own] = (await clerk.users.getUser(ADA)).emailAddresses
  const prepare = (id: string, strategy: string) => ada.send('POST', `/v1/me/email_addresses/${id}/prepare_verification`, { strategy })
  expect(await prepare(own?.id ?? '', 'email_code')).toMatchObject({ status: 400, errors: [{ code: 'verification_already_verified' }] })
  expect(await prepare(await note(ada, MARY), 'totp')).toMatchObject({ status: 422, errors: [{ code: 'form_param_value_invalid' }] })
})

it('a new user has the password that the instance requires, unless the server says otherwise', async () => {
  await expect(clerk.users.createUser({ emailAddress: [MARY] })).rejects.toMatchObject({ status: 422, errors: [{ code: 'form_data_missing' }] })
  local.changeSettings({ attributes: { password: { required: false } } })
  await clerk.users.createUser({ emailAddress: [MARY] })
})

it('a username is the same in whatever case, and the last thing that names somebody stays', async () => {
  local.changeSettings({ attributes: { username: { enabled: true, required: false } } })
  const ada = await signedIn('ada@example.com')
  await ada.send('PATCH', '/v1/me', { username: 'Countess' })
  expect((await clerk.users.getUser(ADA)).username).toBe('countess')
  const { id } = await clerk.users.createUser({ username: 'Babbage', skipPasswordRequirement: true })
  await expect(clerk.users.updateUser(id, { username: '' })).rejects.toMatchObject({ status: 400, errors: [{ code: 'last_required_identification_deletion_failed' }] })
})

it('names and addresses have the length that Clerk keeps', async () => {
  const tooLong = { status: 422, errors: [{ code: 'form_param_max_length_exceeded' }] }
  await expect(clerk.users.updateUser(ADA, { firstName: 'a'.repeat(257) })).rejects.toMatchObject(tooLong)
  await expect(clerk.users.createUser({ emailAddress: [`${'a'.repeat(250)}@example.com`], skipPasswordRequirement: true })).rejects.toMatchObject(tooLong)
  expect(await (await signedIn('ada@example.com')).send('PATCH', '/v1/me', { last_name: 'a'.repeat(257) })).toMatchObject(tooLong)
})

it('an address in place of all others may be one of the user’s own, and is proven with that', async () => {
  await clerk.emailAddresses.createEmailAddress({ userId: ADA, emailAddress: MARY })
  const replaced = await clerk.users.replaceUserEmailAddress(ADA, { emailAddress: MARY })
  expect(await emailsOf(ADA)).toEqual([MARY])
  expect((await clerk.users.getUser(ADA)).primaryEmailAddressId).toBe(replaced.id)
  await expect(clerk.emailAddresses.updateEmailAddress(replaced.id, { verified: false, primary: true })).rejects.toMatchObject({ status: 400 })
  expect((await clerk.users.getUser(ADA)).emailAddresses[0]?.verification?.status).toBe('verified')
})
