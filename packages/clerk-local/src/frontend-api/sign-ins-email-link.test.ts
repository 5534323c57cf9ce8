import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { signInOf } from '../../test/sign-in.ts'
import { standIn } from '../../test/stand-in.ts'

const PAGE = 'http://localhost:3000/sign-in#/verify'
const local = await standIn({ settings: { attributes: { emailAddress: { strategies: ['email_link'] } } } })
let browser: Browser
let signIn: ReturnType<typeof signInOf>
beforeEach(() => {
  browser = new Browser(local)
  signIn = signInOf(browser)
})

async function askForLink(): Promise<string> {
  const id = await signIn.begin('ada@example.com')
  expect((await signIn.prepareFirst(id, { strategy: 'email_link', redirect_url: PAGE })).response.first_factor_verification).toMatchObject({ strategy: 'email_link', status: 'unverified' })
  return id
}

const link = () => local.outbox.at(-1)?.link ?? ''

/** Opens a link and gives what the page is told. */
async function open(address = link(), inBrowser = browser): Promise<Record<string, string>> {
  const answer = await inBrowser.raw('GET', address)
  const target = new URL(answer.headers.get('location') ?? '')
  expect(`${target.origin}${target.pathname}${target.hash}`).toBe(PAGE)
  return Object.fromEntries(target.searchParams)
}

it('a link in an email signs in the browser that asked, which finds out by asking again', async () => {
  const id = await askForLink()
  expect(local.outbox).toMatchObject([{ to: 'ada@example.com', slug: 'magic_link_sign_in', code: '' }])
  expect((await signIn.read(id)).response.status).toBe('needs_first_factor')
  const told = await open()
  const { response, client } = await signIn.read(id)
  expect(response).toMatchObject({ status: 'complete', first_factor_verification: { status: 'verified' } })
  expect(told).toEqual({ __clerk_status: 'verified', __clerk_created_session: response.created_session_id })
  expect(client?.sessions.map((session) => session.id)).toEqual([response.created_session_id])
})

it('opened in another browser it signs in the first one only', async () => {
  const id = await askForLink()
  const other = new Browser(local)
  expect((await open(link(), other))['__clerk_status']).toBe('verified')
  expect((await signIn.read(id)).response.status).toBe('complete')
  expect((await other.send('GET', '/v1/me')).status).toBe(401)
})

it('opened in another browser it does nothing where the instance wants the same one', async () => {
  local.changeSettings({ emailLinks: { sameClient: true } })
  const id = await askForLink()
  expect(await open(link(), new Browser(local))).toEqual({ __clerk_status: 'client_mismatch' })
  expect((await signIn.read(id)).response.status).toBe('needs_first_factor')
  expect((await open())['__clerk_status']).toBe('verified')
  const { response, client } = await signIn.read(id)
  expect(response.first_factor_verification?.verified_at_client).toBe(client?.id)
})

it('works once, and not after a later one was sent', async () => {
  const id = await askForLink()
  const first = link()
  await signIn.prepareFirst(id, { strategy: 'email_link', redirect_url: PAGE })
  expect(await open(first)).toEqual({ __clerk_status: 'failed' })
  await open()
  expect(await open()).toEqual({ __clerk_status: 'failed' })
})

it('expires, which both pages learn', async () => {
  const id = await askForLink()
  local.clock.advance(11 * 60_000)
  expect((await signIn.read(id)).response.first_factor_verification?.status).toBe('expired')
  expect(await open()).toEqual({ __clerk_status: 'expired' })
})

it('fails for an account that was banned since, and the first page learns why', async () => {
  const id = await askForLink()
  const answer = await fetch(`${local.url}/v1/users/user_ada000000000000000000000000/ban`, { method: 'POST', headers: { authorization: `Bearer ${local.secretKey}` } })
  expect(answer.status).toBe(200)
  expect(await open()).toEqual({ __clerk_status: 'failed' })
  expect((await signIn.read(id)).response.first_factor_verification).toMatchObject({ status: 'failed', error: { code: 'user_banned' } })
})

it('leads to pages of this machine only', async () => {
  const id = await signIn.begin('ada@example.com')
  for (const redirect_url of ['https://example.com/', 'javascript:alert(1)', '/verify', 'http://localhost.example.com/'])
    expect(await signIn.prepareFirst(id, { strategy: 'email_link', redirect_url })).toMatchObject({ status: 422, errors: [{ code: 'redirect_url_domain_mismatch' }] })
  expect(await signIn.prepareFirst(id, { strategy: 'email_link' })).toMatchObject({ status: 422, errors: [{ code: 'form_param_missing' }] })
  expect(local.outbox).toEqual([])
})

it('is refused where its token is made up', async () => {
  expect(await browser.send('GET', '/v1/verify?token=made-up')).toMatchObject({ status: 400, errors: [{ code: 'verification_link_token_invalid' }] })
})

it('keeps its token out of what browsers are told', async () => {
  const id = await askForLink()
  const token = new URL(link()).searchParams.get('token') ?? 'none'
  expect(JSON.stringify(await signIn.read(id))).not.toContain(token)
})
