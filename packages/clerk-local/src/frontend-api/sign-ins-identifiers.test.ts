import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { signInOf } from '../../test/sign-in.ts'
import { standIn } from '../../test/stand-in.ts'
import { defaultSeed } from '../seed/seed.ts'

const password = 'throughline-dev'
const mia = { email: 'mia@example.com', username: 'Mia', phones: [{ number: '+15555550100' }], password }
const unproven = { email: 'main@example.com', emails: [{ address: 'open@example.com', verified: false }], password }

const local = await standIn({ seed: { ...defaultSeed, users: [...defaultSeed.users, mia, unproven] } })
let browser: Browser
let signIn: ReturnType<typeof signInOf>
beforeEach(() => {
  browser = new Browser(local)
  signIn = signInOf(browser)
})

const everyIdentifier = () => local.changeSettings({ attributes: { phoneNumber: { enabled: true, signIn: true }, username: { enabled: true, signIn: true } } })

describe('an identifier', () => {
  it.each(['mia@example.com', 'MIA@example.com', 'mia', '+1 (555) 555-0100'])('of any kind that the instance takes names its owner: %s', async (identifier) => {
    everyIdentifier()
    const { response } = await signIn.create({ identifier })
    expect(response).toMatchObject({ status: 'needs_first_factor', supported_identifiers: ['email_address', 'phone_number', 'username'] })
    expect((await signIn.attemptFirst(response.id, { strategy: 'password', password })).response.status).toBe('complete')
  })

  it.each(['mia', '+15555550100'])('of a kind that the instance does not take is refused: %s', async (identifier) => {
    expect(await signIn.create({ identifier })).toMatchObject({ status: 422, errors: [{ code: 'form_param_format_invalid', meta: { param_name: 'identifier' } }] })
  })

  it('that its owner has not proven names nobody', async () => {
    expect(await signIn.create({ identifier: 'open@example.com' })).toMatchObject({ errors: [{ code: 'form_identifier_not_found' }] })
  })

  it('is masked among the factors, unless it was typed', async () => {
    everyIdentifier()
    const factors = async (identifier: string) => (await signIn.create({ identifier })).response.supported_first_factors.map((factor) => ('safe_identifier' in factor ? `${factor.strategy} ${factor.safe_identifier}` : factor.strategy))
    expect(await factors('mia')).toEqual(['password', 'email_code m***@example.com', 'phone_code +1*****0100', 'reset_password_email_code m***@example.com', 'reset_password_phone_code +1*****0100'])
    expect(await factors('+15555550100')).toContain('phone_code +15555550100')
  })

  it('on the blocklist is kept out', async () => {
    const clerk = sdk(local)
    await clerk.blocklistIdentifiers.createBlocklistIdentifier({ identifier: 'ada@example.com' })
    local.changeSettings({ blocklist: true })
    expect(await signIn.create({ identifier: 'ada@example.com' })).toMatchObject({ status: 403, errors: [{ code: 'not_allowed_access' }] })
    expect((await signIn.create({ identifier: 'alan@example.com' })).status).toBe(200)
  })
})

it('signs in by a code in a text message', async () => {
  everyIdentifier()
  const { response: { id } } = await signIn.create({ identifier: '+15555550100', strategy: 'phone_code' })
  expect(local.outbox).toMatchObject([{ channel: 'sms', to: '+15555550100', code: '424242', slug: 'verification_code' }])
  expect((await signIn.attemptFirst(id, { strategy: 'phone_code', code: '424242' })).response.status).toBe('complete')
})

it('sends the code that the settings ask for, but to addresses for tests always the same', async () => {
  local.changeSettings({ code: '171717', attributes: { phoneNumber: { enabled: true, signIn: true } } })
  await signIn.create({ identifier: 'ada@example.com', strategy: 'email_code' })
  await signIn.create({ identifier: '+15555550100', strategy: 'phone_code' })
  expect(local.outbox.map(({ code }) => code)).toEqual(['171717', '424242'])
})

it('does not send to an address of somebody else', async () => {
  const other = (await signIn.create({ identifier: 'alan@example.com' })).response.supported_first_factors.find(({ strategy }) => strategy === 'email_code')
  const id = await signIn.begin('ada@example.com')
  const address = other && 'email_address_id' in other ? other.email_address_id : ''
  expect(await signIn.prepareFirst(id, { strategy: 'email_code', email_address_id: address ?? '' })).toMatchObject({ status: 400, errors: [{ code: 'strategy_for_user_invalid' }] })
  expect(local.outbox).toEqual([])
})

describe('with identifiers kept a secret', () => {
  beforeEach(() => local.changeSettings({ enumerationProtection: true }))

  it('nobody can tell from the answers who has an account', async () => {
    const shape = async (identifier: string) => {
      const { response } = await signIn.create({ identifier })
      const again = await signIn.create({ identifier })
      const ids = [response, again.response].map(({ supported_first_factors: factors }) => factors.map((factor) => ('email_address_id' in factor ? factor.email_address_id : null)))
      expect(ids[0]).toEqual(ids[1])
      const prepared = await signIn.prepareFirst(again.response.id, { strategy: 'email_code' })
      const wrongCode = await signIn.attemptFirst(again.response.id, { strategy: 'email_code', code: '000000' })
      const wrongPassword = await signIn.attemptFirst(again.response.id, { strategy: 'password', password: 'wrong' })
      return {
        strategies: response.supported_first_factors.map(({ strategy }) => strategy),
        user: response.user_data,
        prepared: [prepared.status, prepared.response.first_factor_verification?.status],
        refusals: [wrongCode.errors[0]?.code, wrongPassword.errors[0]?.code],
      }
    }
    const known = await shape('ada@example.com')
    expect(await shape('nobody@example.com')).toEqual(known)
    expect(known).toEqual({ strategies: ['password', 'email_code', 'reset_password_email_code'], user: null, prepared: [200, 'unverified'], refusals: ['form_code_incorrect', 'form_password_or_identifier_incorrect'] })
    expect(local.outbox.map(({ to }) => to)).toEqual(['ada@example.com'])
  })

  it('whoever has an account gets in as ever', async () => {
    expect((await browser.signIn('ada@example.com')).status).toBe('active')
  })
})

describe('for whoever may sign up instead', () => {
  it('proves the address and leaves the rest to a sign-up', async () => {
    const { response: { id } } = await signIn.create({ identifier: 'new@example.com', sign_up_if_missing: 'true' })
    await signIn.prepareFirst(id, { strategy: 'email_code' })
    const { status, errors, meta } = await signIn.attemptFirst(id, { strategy: 'email_code', code: '424242' })
    expect({ status, code: errors[0]?.code }).toEqual({ status: 404, code: 'sign_up_if_missing_transfer' })
    expect(meta?.client.sign_in?.first_factor_verification).toMatchObject({ status: 'transferable', strategy: 'email_code' })
  })

  it('is not offered for usernames, nor where sign-ups are restricted', async () => {
    local.changeSettings({ attributes: { username: { enabled: true, signIn: true } } })
    expect(await signIn.create({ identifier: 'newcomer', sign_up_if_missing: 'true' })).toMatchObject({ status: 422, errors: [{ code: 'sign_up_if_missing_not_allowed' }] })
    local.changeSettings({ signUpMode: 'restricted' })
    expect(await signIn.create({ identifier: 'new@example.com', sign_up_if_missing: 'true' })).toMatchObject({ status: 422, errors: [{ code: 'sign_up_if_missing_not_allowed' }] })
  })
})

describe('in a browser of several sessions', () => {
  beforeEach(() => local.changeSettings({ singleSession: false }))

  it('a second user signs in beside the first', async () => {
    await browser.signIn('ada@example.com')
    const { client } = await signIn.create({ identifier: 'grace@example.com', password })
    expect(client?.sessions.map(({ user }) => user?.email_addresses[0]?.email_address)).toEqual(['ada@example.com', 'grace@example.com'])
  })

  it('the same user is told which session they have', async () => {
    const { id } = await browser.signIn('ada@example.com')
    expect(await signIn.create({ identifier: 'ada@example.com' })).toMatchObject({ status: 400, errors: [{ code: 'identifier_already_signed_in', meta: { session_id: id } }] })
  })
})

it('goes on with the latest sign-in of a browser only', async () => {
  const older = await signIn.begin('ada@example.com')
  await signIn.begin('alan@example.com')
  expect(await signIn.attemptFirst(older, { strategy: 'password', password })).toMatchObject({ status: 403, errors: [{ code: 'resource_forbidden' }] })
})

it('takes no step that is not due', async () => {
  const id = await signIn.begin('ada@example.com')
  expect(await signIn.resetPassword(id, { password: 'a new password' })).toMatchObject({ status: 400, errors: [{ code: 'client_state_invalid' }] })
  expect(await signIn.attemptSecond(id, { strategy: 'totp', code: '000000' })).toMatchObject({ status: 400 })
  expect(await signIn.attemptFirst(id, { strategy: 'email_code', code: '424242' })).toMatchObject({ status: 400, errors: [{ code: 'verification_missing' }] })
  await browser.send('POST', '/v1/client/sign_ins', {})
})
