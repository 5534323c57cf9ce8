import type { EnvironmentJSON } from '@clerk/shared/types'
import { expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()

async function environment(): Promise<EnvironmentJSON> {
  const answer = await new Browser(local).raw('PATCH', '/v1/environment')
  return (await answer.json()) as EnvironmentJSON // what the route answers
}

it('says of every page that it is at the origin that asks', async () => {
  local.changeSettings({ paths: { signIn: '/enter' } })
  const { display_config: display } = await environment()
  expect(display).toMatchObject({ home_url: 'http://localhost:3000/', sign_in_url: 'http://localhost:3000/enter', sign_up_url: 'http://localhost:3000/sign-up' })
})

it('describes an instance of addresses and passwords where nothing was configured', async () => {
  const { user_settings: { attributes, social, sign_in, passkey_settings }, auth_config } = await environment()
  expect(Object.entries(attributes).filter(([, { enabled }]) => enabled).map(([name]) => name)).toEqual(['email_address', 'password', 'first_name', 'last_name'])
  expect({ social, single: auth_config.single_session_mode, second: sign_in.second_factor.enabled, passkeys: passkey_settings.show_sign_in_button }).toEqual({ social: {}, single: true, second: false, passkeys: false })
})

it('names every way to sign in that was switched on', async () => {
  local.changeSettings({
    attributes: {
      emailAddress: { strategies: ['email_code', 'email_link'] },
      phoneNumber: { enabled: true, signIn: true, secondFactor: true },
      username: { enabled: true, signIn: true },
    },
    social: ['google', 'custom_acme'],
    passkeys: true,
    secondFactor: { totp: true, backupCodes: true },
  })
  const { user_settings: { attributes, social, sign_in } } = await environment()
  expect(Object.entries(attributes).filter(([, { used_for_first_factor: first }]) => first).map(([name]) => name)).toEqual(['email_address', 'phone_number', 'username', 'passkey'])
  expect(Object.values(attributes).flatMap(({ second_factors: second }) => second)).toEqual(['phone_code', 'totp', 'backup_code'])
  expect(attributes.email_address).toMatchObject({ first_factors: ['email_code', 'email_link'], verifications: ['email_code', 'email_link'] })
  expect(Object.values(social).map(({ strategy, name }) => [strategy, name])).toEqual([['oauth_google', 'Google'], ['oauth_custom_acme', 'Acme']])
  expect(sign_in.second_factor).toEqual({ enabled: true, required: false })
})

it('follows the rules for passwords, organizations and sign-up', async () => {
  local.changeSettings({
    singleSession: false,
    signUpMode: 'waitlist',
    legalConsent: { enabled: true, termsUrl: 'http://localhost:3000/terms' },
    password: { minLength: 12, requireNumber: true },
    organizations: { forceSelection: true, slugs: false, domains: { enabled: true, enrollmentModes: ['automatic_invitation'] } },
    reverification: true,
  })
  const { auth_config, display_config, user_settings, organization_settings } = await environment()
  expect(auth_config).toMatchObject({ single_session_mode: false, reverification: true })
  expect(display_config.terms_url).toBe('http://localhost:3000/terms')
  expect(user_settings.sign_up).toMatchObject({ mode: 'waitlist', legal_consent_enabled: true })
  expect(user_settings.password_settings).toMatchObject({ min_length: 12, require_numbers: true })
  expect(organization_settings).toMatchObject({ force_organization_selection: true, slug: { disabled: true }, domains: { enabled: true, enrollment_modes: ['automatic_invitation'] } })
})
