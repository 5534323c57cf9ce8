import type { ClientJSON, SignInJSON, SignUpJSON } from '@clerk/shared/types'
import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { signInOf } from '../../test/sign-in.ts'
import { standIn } from '../../test/stand-in.ts'

const PAGES = { redirect_url: 'http://localhost:3000/sso-callback', action_complete_redirect_url: 'http://localhost:3000/done' }
const MARY = 'mary@example.com'

const local = await standIn({ settings: { social: ['google'] } })
let browser: Browser
beforeEach(() => void (browser = new Browser(local)))

/** Makes a user with an address that nobody has proven. */
const reserve = (fields: { password: string } | { skipPasswordRequirement: true }) => sdk(local).users.createUser({ emailAddress: [MARY], emailAddressIdentificationStatus: ['reserved'], ...fields })
const client = async () => (await browser.send<ClientJSON>('GET', '/v1/client')).response
const mary = async () => (await sdk(local).users.getUserList({ emailAddress: [MARY] })).data[0]

async function consent(address: string | null | undefined): Promise<string | null> {
  const state = new URL(address ?? '').searchParams.get('state') ?? ''
  return (await browser.raw('POST', '/i/dev/v1/oauth_callback', { state, email_address: MARY })).headers.get('location')
}

async function signInByGoogle(): Promise<string | null> {
  const { response } = await browser.send<SignInJSON>('POST', '/v1/client/sign_ins', { strategy: 'oauth_google', ...PAGES })
  return consent(response.first_factor_verification?.external_verification_redirect_url)
}

async function signUpByGoogle(): Promise<SignInJSON> {
  const { response } = await browser.send<SignUpJSON>('POST', '/v1/client/sign_ups', { strategy: 'oauth_google', ...PAGES })
  await consent(response.verifications?.external_account?.external_verification_redirect_url)
  return (await browser.send<SignInJSON>('POST', '/v1/client/sign_ins', { transfer: 'true' })).response
}

it('a provider signs in whom an address was reserved for, and proves it', async () => {
  await reserve({ skipPasswordRequirement: true })
  expect(await signInByGoogle()).toBe(PAGES.action_complete_redirect_url)
  expect(await mary()).toMatchObject({ externalAccounts: [{ emailAddress: MARY }], emailAddresses: [{ verification: { status: 'verified' }, linkedTo: [{ type: 'oauth_google' }] }] })
})

it('asks for a new password where one was set before anybody proved the address, and connects the account with that', async () => {
  await reserve({ password: 'of-somebody-else' })
  expect(await signInByGoogle()).toBe(PAGES.redirect_url)
  const { sign_in: signIn, sessions } = await client()
  expect([signIn?.status, sessions]).toEqual(['needs_new_password', []])
  expect(await mary()).toMatchObject({ externalAccounts: [], emailAddresses: [{ verification: { status: 'unverified' } }] })
  const { response } = await signInOf(browser).resetPassword(signIn?.id ?? '', { password: 'of-mary-herself', sign_out_of_other_sessions: 'true' })
  expect(response.status).toBe('complete')
  expect(await mary()).toMatchObject({ externalAccounts: [{ emailAddress: MARY }], emailAddresses: [{ verification: { status: 'verified' } }] })
  await expect(new Browser(local).signIn(MARY, 'of-somebody-else')).rejects.toThrow('not signed in')
})

it('asks for it again until it is set, and never after', async () => {
  await reserve({ password: 'of-somebody-else' })
  await signInByGoogle()
  await signInByGoogle()
  const id = (await client()).sign_in?.id ?? ''
  await signInOf(browser).resetPassword(id, { password: 'of-mary-herself' })
  browser = new Browser(local)
  expect(await signInByGoogle()).toBe(PAGES.action_complete_redirect_url)
})

it('does the same for whoever meant to sign up', async () => {
  local.changeSettings({ attributes: { emailAddress: { verifyAtSignUp: false } } })
  await new Browser(local).send('POST', '/v1/client/sign_ups', { email_address: MARY, password: 'of-somebody-else' })
  const { id, status } = await signUpByGoogle()
  expect(status).toBe('needs_new_password')
  await signInOf(browser).resetPassword(id, { password: 'of-mary-herself' })
  expect(await mary()).toMatchObject({ externalAccounts: [{ emailAddress: MARY }], emailAddresses: [{ verification: { status: 'verified' } }] })
  expect(await sdk(local).users.getCount({ emailAddress: [MARY] })).toBe(1)
})
