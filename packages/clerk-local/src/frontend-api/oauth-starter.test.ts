import type { ClientJSON, ExternalAccountJSON, SignInJSON } from '@clerk/shared/types'
import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { standIn } from '../../test/stand-in.ts'
import { instance } from '../instance/instance.ts'
import { devBrowserCookie } from '../tokens/cookies.ts'

const PAGES = { redirect_url: 'http://localhost:3000/sso-callback', action_complete_redirect_url: 'http://localhost:3000/done' }
const ADA = { email_address: 'ada@example.com' }
const WIKI = { name: 'Wiki', authorizeUrl: 'http://localhost:5000/authorize', tokenUrl: 'http://localhost:5000/token', userInfoUrl: 'http://localhost:5000/me', clientId: 'app', clientSecret: 'secret' }

const local = await standIn({ settings: { social: ['google'], customProviders: { custom_wiki: WIKI } } })
let starter: Browser
let other: Browser
beforeEach(() => {
  starter = new Browser(local)
  other = new Browser(local)
})

async function start(strategy: string, query = ''): Promise<URL> {
  const { response } = await starter.send<SignInJSON>('POST', `/v1/client/sign_ins${query}`, { strategy, ...PAGES })
  return new URL(response.first_factor_verification?.external_verification_redirect_url ?? '')
}

async function devBrowser(browser = starter): Promise<string> {
  const { token } = (await browser.send('POST', '/v1/dev_browser')) as unknown as { token: string } // not the form of other answers
  return token
}

const stateOf = (way: URL) => way.searchParams.get('state') ?? ''
const finish = (browser: Browser, way: URL, fields: Record<string, string> = ADA) => browser.raw('POST', '/i/dev/v1/oauth_callback', { state: stateOf(way), ...fields })
const sessionsOf = async (browser: Browser, query = '') => (await browser.send<ClientJSON | null>('GET', `/v1/client${query}`)).response?.sessions ?? []

it('another browser that has the state gets nothing, and signs nobody in', async () => {
  const name = `?__clerk_db_jwt=${await devBrowser()}`
  await other.signIn('alan@example.com')
  for (const stranger of [other, new Browser(local)]) {
    const answer = await finish(stranger, await start('oauth_google', name))
    expect([answer.status, answer.headers.get('location')]).toEqual([403, null])
    expect(await answer.json()).toMatchObject({ errors: [{ code: 'authorization_invalid' }] })
    expect(answer.headers.getSetCookie().join()).not.toContain('dvb_')
  }
  expect(await sessionsOf(starter, name)).toEqual([])
  expect(await sessionsOf(other)).toMatchObject([{ user: { first_name: 'Alan' } }])
})

it('another browser ends the way for the one that began it', async () => {
  const way = await start('oauth_google')
  await finish(other, way)
  expect((await finish(starter, way)).status).toBe(400)
})

it('another browser connects no account of its own to somebody else', async () => {
  await starter.signIn('ada@example.com')
  await other.signIn('alan@example.com')
  const { response } = await starter.send<ExternalAccountJSON>('POST', '/v1/me/external_accounts', { strategy: 'oauth_google', redirect_url: PAGES.redirect_url })
  const way = new URL(response.verification?.external_verification_redirect_url ?? '')
  expect((await finish(other, way, { email_address: 'alan@gmail.com' })).status).toBe(403)
  expect((await sessionsOf(starter))[0]?.user?.external_accounts).toMatchObject([{ verification: { status: 'unverified' } }])
})

it('another browser brings no code of a provider that is real', async () => {
  const way = await start('oauth_custom_wiki')
  const answer = await other.raw('GET', `/i/dev/v1/oauth_callback?state=${stateOf(way)}&code=stolen`)
  expect([answer.status, answer.headers.get('location')]).toEqual([403, null])
})

it('a browser that has no cookies here is known by its address on the way out, and by a cookie on the way back', async () => {
  const token = await devBrowser()
  const way = await start('oauth_google', `?__clerk_db_jwt=${token}`)
  const page = new Browser(local) // the same, where it shows the stand-in’s own pages
  expect((await page.raw('GET', way.href)).status).toBe(200)
  expect((await finish(page, way)).headers.get('location')).toBe(`http://localhost:3000/done?__clerk_db_jwt=${token}`)
  expect(await sessionsOf(starter, `?__clerk_db_jwt=${token}`)).toMatchObject([{ user: { first_name: 'Ada' } }])
})

it('the address is good once, for the browser that follows it first', async () => {
  const way = await start('oauth_google', `?__clerk_db_jwt=${await devBrowser()}`)
  await starter.raw('GET', way.href)
  const late = new Browser(local)
  await late.raw('GET', way.href)
  expect((await finish(late, way)).status).toBe(403)
})

it('no server and no other browser of the user’s reads the name of a browser', async () => {
  starter.cookies.set(devBrowserCookie(instance), await devBrowser())
  const { user } = await starter.signIn('ada@example.com')
  await starter.send('POST', '/v1/me/external_accounts', { strategy: 'oauth_google', redirect_url: PAGES.redirect_url })
  const read = await fetch(`${local.url}/v1/users/${user?.id}`, { headers: { authorization: `Bearer ${local.secretKey}` } })
  const text = await read.text()
  expect(text).toContain('external_verification_redirect_url')
  expect(text).not.toContain('dvb_')
})

it('a browser that has no cookies here comes back from a provider that is real, whatever other app is at this host', async () => {
  const way = await start('oauth_custom_wiki', `?__clerk_db_jwt=${await devBrowser()}`)
  other.cookies.set(devBrowserCookie(instance), await devBrowser(other))
  await other.signIn('alan@example.com')
  const out = await other.raw('GET', way.href)
  const provider = new URL(out.headers.get('location') ?? '')
  expect(provider.origin + provider.pathname).toBe(WIKI.authorizeUrl)
  expect(Object.fromEntries(provider.searchParams)).toEqual({ response_type: 'code', client_id: 'app', redirect_uri: `${local.url}/i/dev/v1/oauth_callback`, scope: 'openid profile email', state: stateOf(way) })
  const back = await other.raw('GET', `/i/dev/v1/oauth_callback?state=${stateOf(way)}&error=access_denied`)
  expect([back.status, back.headers.get('location')]).toEqual([303, PAGES.redirect_url])
})
