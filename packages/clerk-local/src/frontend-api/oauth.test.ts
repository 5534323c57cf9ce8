import type { ClientJSON, SignInJSON, SignUpJSON } from '@clerk/shared/types'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'
import { instance } from '../instance/instance.ts'
import { devBrowserCookie } from '../tokens/cookies.ts'

const PAGES = { redirect_url: 'http://localhost:3000/sso-callback', action_complete_redirect_url: 'http://localhost:3000/done' }

const local = await standIn({ settings: { social: ['google', 'custom_acme'] } })
let browser: Browser
beforeEach(() => void (browser = new Browser(local)))

const startSignIn = (strategy = 'oauth_google') => browser.send<SignInJSON>('POST', '/v1/client/sign_ins', { strategy, ...PAGES })
const startSignUp = (strategy = 'oauth_google') => browser.send<SignUpJSON>('POST', '/v1/client/sign_ups', { strategy, ...PAGES })
const client = async () => (await browser.send<ClientJSON>('GET', '/v1/client')).response

/** Where the browser is after it has answered the provider's page. */
async function answer(address: string | undefined, fields: Record<string, string>): Promise<string> {
  const state = new URL(address ?? '').searchParams.get('state') ?? ''
  const back = await browser.raw('POST', '/i/dev/v1/oauth_callback', { state, ...fields })
  return back.headers.get('location') ?? `${back.status}`
}
const wayOf = ({ first_factor_verification: verification }: SignInJSON) => verification?.external_verification_redirect_url
const wayOut = ({ verifications }: SignUpJSON) => verifications?.external_account?.external_verification_redirect_url

describe('signing in', () => {
  it('leads to a page that plays the provider and asks for no password', async () => {
    const { response } = await startSignIn()
    expect(response.first_factor_verification).toMatchObject({ status: 'unverified', strategy: 'oauth_google' })
    const page = await (await fetch(wayOf(response) ?? '')).text()
    expect(page).toMatch(/Sign in with Google.*Ada Lovelace · ada@example\.com/s)
    expect(page).not.toMatch(/type="password"/)
  })

  it('knows whoever has proven the address, and connects the account', async () => {
    const { response } = await startSignIn()
    expect(await answer(wayOf(response), { email_address: 'Ada@example.com' })).toBe('http://localhost:3000/done')
    expect((await client()).sessions).toMatchObject([{ user: { first_name: 'Ada', external_accounts: [{ provider: 'oauth_google', email_address: 'ada@example.com' }] } }])
    expect((await client()).last_authentication_strategy).toBe('oauth_google')
  })

  it('tells the app’s first page which browser comes, so that its middleware asks who is signed in there', async () => {
    const { token } = (await browser.send('POST', '/v1/dev_browser')) as unknown as { token: string } // not the form of other answers
    browser.cookies.set(devBrowserCookie(instance), token)
    const { response } = await startSignIn()
    const page = await answer(wayOf(response), { email_address: 'ada@example.com' })
    expect(page).toBe(`http://localhost:3000/done?__clerk_db_jwt=${token}`)
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
    const state = await sdk(local).authenticateRequest(new Request(page, { headers: { cookie, accept: 'text/html', 'sec-fetch-dest': 'document' } }), { jwtKey: local.jwtKey })
    expect(state).toMatchObject({ status: 'handshake', reason: 'dev-browser-sync' })
  })

  it('lets a stranger go on to sign up', async () => {
    const { response } = await startSignIn()
    expect(await answer(wayOf(response), { email_address: 'edsger@example.com', first_name: 'Edsger' })).toBe(PAGES.redirect_url)
    expect((await client()).sign_in?.first_factor_verification).toMatchObject({ status: 'transferable', error: { code: 'external_account_not_found' } })
    const { response: signUp, client: after } = await browser.send<SignUpJSON>('POST', '/v1/client/sign_ups', { transfer: 'true' })
    expect(signUp.status).toBe('complete')
    expect(after?.sessions[0]?.user).toMatchObject({ first_name: 'Edsger', password_enabled: false, email_addresses: [{ verification: { status: 'verified' }, linked_to: [{ type: 'oauth_google' }] }] })
  })

  it('says that it was cancelled, or that the provider failed', async () => {
    const outcome = async (error: string) => {
      const { response } = await startSignIn()
      expect(await answer(wayOf(response), { error })).toBe(PAGES.redirect_url)
      return (await client()).sign_in?.first_factor_verification?.error
    }
    expect(await outcome('access_denied')).toMatchObject({ code: 'oauth_access_denied', message: 'You did not grant access to your Google account' })
    expect(await outcome('server_error')).toMatchObject({ code: 'oauth_callback_invalid' })
  })

  it('goes on to a second factor where there is one, and refuses who is banned', async () => {
    const { id } = (await sdk(local).users.getUserList({ emailAddress: ['ada@example.com'] })).data[0] ?? { id: '' }
    await sdk(local).users.banUser(id)
    const { response } = await startSignIn()
    expect(await answer(wayOf(response), { email_address: 'ada@example.com' })).toBe(PAGES.redirect_url)
    expect((await client()).sign_in?.first_factor_verification).toMatchObject({ status: 'failed', error: { code: 'user_banned' } })
  })
})

describe('signing up', () => {
  it('takes name and address from the provider, and asks for no password', async () => {
    const { response } = await startSignUp()
    expect(await answer(wayOut(response), { email_address: 'edsger@example.com', first_name: 'Edsger', last_name: 'Dijkstra' })).toBe('http://localhost:3000/done')
    expect((await client()).sessions[0]?.user).toMatchObject({ first_name: 'Edsger', last_name: 'Dijkstra', external_accounts: [{ provider: 'oauth_google' }] })
  })

  it('asks for what is still missing', async () => {
    local.changeSettings({ attributes: { username: { enabled: true, required: true } } })
    const { response } = await startSignUp()
    expect(await answer(wayOut(response), { email_address: 'edsger@example.com' })).toBe(PAGES.redirect_url)
    const { sign_up: signUp } = await client()
    expect(signUp).toMatchObject({ status: 'missing_requirements', missing_fields: ['username'], verifications: { external_account: { status: 'verified' } } })
    const { response: done } = await browser.send<SignUpJSON>('PATCH', `/v1/client/sign_ups/${signUp?.id}`, { username: 'edsger' })
    expect(done.status).toBe('complete')
  })

  it('goes back to the form where a task is left to do', async () => {
    local.changeSettings({ organizations: { forceSelection: true } })
    const { response } = await startSignUp()
    expect(await answer(wayOut(response), { email_address: 'edsger@example.com' })).toBe(PAGES.redirect_url)
    expect((await client()).sessions).toMatchObject([{ status: 'pending', tasks: [{ key: 'choose-organization' }] }])
  })

  it('lets somebody who has an account go on to sign in', async () => {
    const { response } = await startSignUp()
    expect(await answer(wayOut(response), { email_address: 'ada@example.com' })).toBe(PAGES.redirect_url)
    expect((await client()).sign_up?.verifications?.external_account).toMatchObject({ status: 'transferable', error: { code: 'external_account_exists' } })
    const { response: signIn } = await browser.send<SignInJSON>('POST', '/v1/client/sign_ins', { transfer: 'true' })
    expect(signIn.status).toBe('complete')
  })

  it('lets nobody in by a provider where an invitation is needed', async () => {
    local.changeSettings({ signUpMode: 'restricted' })
    const { response } = await startSignUp()
    expect(await answer(wayOut(response), { email_address: 'edsger@example.com' })).toBe(PAGES.redirect_url)
    expect((await client()).sign_up?.verifications?.external_account?.error?.code).toBe('sign_up_mode_restricted')
    expect(await sdk(local).users.getCount()).toBe(4)
  })
})

describe('the way through a provider', () => {
  it('works once, and not for long', async () => {
    const { response } = await startSignIn()
    await answer(wayOf(response), { email_address: 'ada@example.com' })
    expect(await answer(wayOf(response), { email_address: 'ada@example.com' })).toBe('400')
    await browser.send('DELETE', '/v1/client/sessions')
    const { response: late } = await startSignIn()
    local.clock.advance(11 * 60_000)
    expect(await answer(wayOf(late), { email_address: 'ada@example.com' })).toBe('400')
  })

  it('leads back to this machine only', async () => {
    for (const redirect_url of ['https://example.com/sso-callback', 'javascript:alert(1)', ''])
      expect((await browser.send('POST', '/v1/client/sign_ins', { strategy: 'oauth_google', redirect_url })).status).toBe(422)
    expect((await browser.send('POST', '/v1/client/sign_ins', { strategy: 'oauth_google', ...PAGES, action_complete_redirect_url: '//example.com' })).status).toBe(422)
  })

  it('is there for the providers of the instance, those of its own among them', async () => {
    expect((await startSignIn('oauth_github')).status).toBe(422)
    const { response } = await startSignIn('oauth_custom_acme')
    expect(await answer(wayOf(response), { email_address: 'ada@example.com' })).toBe('http://localhost:3000/done')
  })
})

it('draws every provider’s icon, and has the components ask for it here', async () => {
  const icon = await fetch(`${local.url}/static/google.svg`)
  expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  const bundle = await (await fetch(`${local.url}/npm/@clerk/ui@1/dist/ui.legacy.browser.js`)).text()
  expect(bundle).toContain(`${local.url}/static/`)
  expect(bundle).not.toContain('img.clerk.com/static/')
})
