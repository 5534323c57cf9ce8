import { verifyToken } from '@clerk/backend'
import type { ClientJSON } from '@clerk/shared/types'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'
import { instance } from '../instance/instance.ts'

const PAGE = 'http://localhost:3000/profile'
const local = await standIn()
let browser: Browser
beforeEach(() => void (browser = new Browser(local)))

const askedFrom = async (query: string) => new URL((await browser.raw('GET', `/v1/client/handshake?${query}`)).headers.get('location') ?? '')

/** What the app's middleware does with a page request: the SDK decides, from cookies alone. */
async function visit() {
  const headers = { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '), accept: 'text/html', 'sec-fetch-dest': 'document' }
  return sdk(local).authenticateRequest(new Request(PAGE, { headers }), { jwtKey: local.jwtKey, authorizedParties: ['http://localhost:3000'] })
}

it('is asked for by the SDK, and its nonce gives the cookies that sign the next page in, once', async () => {
  const { id } = await browser.signIn('ada@example.com')
  expect((await visit()).status).toBe('handshake')
  const target = await askedFrom(`redirect_url=${PAGE}&format=nonce`)
  const nonce = target.searchParams.get('__clerk_handshake_nonce') ?? ''
  const payload = () => fetch(`${local.url}/v1/clients/handshake_payload?nonce=${nonce}`, { headers: { authorization: `Bearer ${local.secretKey}` } })
  const { directives } = (await (await payload()).json()) as { directives: string[] } // the form the SDK reads
  for (const line of directives) browser.keep(line)
  expect((await visit()).toAuth()).toMatchObject({ sessionId: id, orgSlug: 'acme' })
  expect((await payload()).status).toBe(404)
})

it('answers older SDKs with a signed token', async () => {
  await browser.signIn('ada@example.com')
  const token = (await askedFrom(`redirect_url=${PAGE}`)).searchParams.get('__clerk_handshake') ?? ''
  const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { handshake: string[] } // checked by the next line
  expect(payload.handshake.some((line) => line.startsWith(`__session_${instance.cookieSuffix}=ey`))).toBe(true)
})

it('tells a browser that is signed out so, and clears what it had', async () => {
  const token = (await askedFrom(`redirect_url=${PAGE}`)).searchParams.get('__clerk_handshake') ?? ''
  const { handshake } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { handshake: string[] } // as above
  expect(handshake.filter((line) => line.startsWith('__session'))).toEqual([expect.stringContaining('Max-Age=0'), expect.stringContaining('Max-Age=0')])
  expect(handshake).toContainEqual(expect.stringMatching(/^__client_uat=0;/))
})

it('activates the organization that the page’s address names, and leaves the session alone where it is a stranger’s', async () => {
  await browser.signIn('ada@example.com')
  const activeAfter = async (organization: string) => {
    await askedFrom(`redirect_url=${PAGE}&format=nonce&organization_id=${organization}`)
    return (await browser.send<ClientJSON>('GET', '/v1/client')).response.sessions[0]?.last_active_organization_id ?? null
  }
  expect(await activeAfter('')).toBeNull()
  expect(await activeAfter('acme')).toMatch(/^org_acme0/)
  for (const strange of ['globex', 'nowhere']) expect(await activeAfter(strange)).toMatch(/^org_acme0/)
})

it('sends nobody to a page that is not on this machine', async () => {
  for (const target of ['https://evil.example/', 'javascript:alert(1)', ''])
    expect((await browser.raw('GET', `/v1/client/handshake?redirect_url=${encodeURIComponent(target)}`)).status).toBe(400)
})

describe('a server’s refresh of an expired session', () => {
  const expired = { expiresIn: -10, azp: 'http://localhost:3000' }
  const ask = (session: string, fields: { expired_token: string; refresh_token: string; request_origin?: string }) =>
    sdk(local).sessions.refreshSession(session, { request_origin: 'http://localhost:3000', format: 'token', ...fields })
  const codeOf = (asked: Promise<unknown>) => asked.then(() => 'refreshed', (error: { status: number; errors: { code: string }[] }) => `${error.status} ${error.errors[0]?.code}`)

  /** Signs in, and takes from a handshake what the app has in its cookies. */
  async function signedIn() {
    const { id, last_active_token: { jwt } } = await browser.signIn('ada@example.com')
    const nonce = (await askedFrom(`redirect_url=${PAGE}&format=nonce`)).searchParams.get('__clerk_handshake_nonce')
    const payload = await fetch(`${local.url}/v1/clients/handshake_payload?nonce=${nonce}`, { headers: { authorization: `Bearer ${local.secretKey}` } })
    for (const line of ((await payload.json()) as { directives: string[] }).directives) browser.keep(line) // as above
    return { id, expired_token: jwt, refresh_token: browser.cookies.get(`__refresh_${instance.cookieSuffix}`) ?? '' }
  }

  it('happens by itself in the SDK, without a redirect', async () => {
    local.clock.advance(-120_000)
    const { id } = await signedIn()
    local.clock.reset()
    const state = await visit()
    expect(state.toAuth()).toMatchObject({ sessionId: id })
    expect(state.headers.getSetCookie().filter((cookie) => cookie.startsWith('__session'))).toHaveLength(2)
  })

  it('takes the refresh cookie that goes with the token, and no other', async () => {
    const { id, ...fields } = await signedIn()
    const { jwt } = await ask(id, fields)
    expect(await verifyToken(jwt, { jwtKey: local.jwtKey, authorizedParties: ['http://localhost:3000'] })).toMatchObject({ sid: id })
    expect(await codeOf(ask(id, { ...fields, refresh_token: `${id}.guess` }))).toBe('401 refresh_token_not_found')
    expect(await codeOf(ask(id, { ...fields, expired_token: 'x' }))).toBe('401 session_refresh_session_token_ineligible')
    expect(await codeOf(ask(id, { ...fields, expired_token: await local.token('ada@example.com', expired) }))).toBe('401 refresh_sid_mismatch')
    expect(await codeOf(ask(id, { ...fields, request_origin: 'http://localhost:9999' }))).toBe('401 refresh_request_origin_azp_mismatch')
    expect(await codeOf(ask(id, { ...fields, request_origin: 'nowhere' }))).toBe('401 refresh_request_origin_invalid')
  })

  it('is over with the session, and with a token that is a day old', async () => {
    const { id, ...fields } = await signedIn()
    local.clock.advance(25 * 3_600_000)
    expect(await codeOf(ask(id, fields))).toBe('401 session_refresh_expired_session_token_too_old')
    local.clock.reset()
    await browser.send('DELETE', '/v1/client/sessions')
    expect(await codeOf(ask(id, fields))).toBe('401 session_refresh_inactive_session')
  })
})
