import { expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'
import { prune } from './prune.ts'
import type { Client } from './rows/client.ts'
import type { M2MToken } from './rows/machine.ts'
import type { OAuthGrant } from './rows/oauth-application.ts'
import type { SignIn } from './rows/sign-in.ts'
import { createStore } from './store.ts'

const DAY_MS = 86_400_000
const NOW = 10 * DAY_MS
const local = await standIn()

const ids = (table: { values(): Iterable<{ readonly id: string }> }) => [...table.values()].map(({ id }) => id)

it('forgets a browser that nobody has signed in with, and what it began, a day later', () => {
  const store = createStore(() => {})
  const client: Client = { id: '', sessionIds: [], signInId: null, signUpId: null, lastActiveSessionId: null, lastStrategy: null, createdAt: 0, updatedAt: 0 }
  const signIn: SignIn = { id: '', clientId: '', status: 'complete', identifier: null, userId: null, signUpIfMissing: false, firstFactor: null, secondFactor: null, externalAccount: null, createdSessionId: null, createdAt: 0 }
  store.clients.insert({ ...client, id: 'left', signInId: 'left' })
  store.clients.insert({ ...client, id: 'back', signInId: 'under way' })
  store.clients.insert({ ...client, id: 'new', updatedAt: NOW })
  store.signIns.insert({ ...signIn, id: 'left', clientId: 'left' })
  store.signIns.insert({ ...signIn, id: 'long done', clientId: 'back' })
  store.signIns.insert({ ...signIn, id: 'just done', clientId: 'back', createdAt: NOW - DAY_MS / 2 })
  store.signIns.insert({ ...signIn, id: 'under way', clientId: 'back', createdAt: NOW })
  store.devBrowsers.insert({ id: 'of left', clientId: 'left', createdAt: 0 })
  store.devBrowsers.insert({ id: 'of back', clientId: 'back', createdAt: 0 })
  store.devBrowsers.insert({ id: 'of nobody yet', clientId: null, createdAt: NOW })
  store.devBrowsers.insert({ id: 'of nobody', clientId: null, createdAt: 0 })
  prune(store, NOW)
  expect([ids(store.clients), ids(store.signIns), ids(store.devBrowsers)]).toEqual([['back', 'new'], ['just done', 'under way'], ['of back', 'of nobody yet']])
})

it('keeps the last thousand messages', () => {
  const store = createStore(() => {})
  for (let at = 1; at <= 1_002; at += 1) store.messages.insert({ id: `ema_${at}`, channel: 'email', to: '', kind: '', slug: '', code: '', link: null, userId: null, at })
  prune(store, NOW)
  expect([store.messages.size, ids(store.messages)[0]]).toEqual([1_000, 'ema_3'])
})

it('forgets tokens of machines and of applications a day after they are over, and nothing that is still good', () => {
  const store = createStore(() => {})
  const token: M2MToken = { id: '', subject: 'mch_a', scopes: [], claims: null, format: 'opaque', token: '', revoked: false, revocationReason: null, expireAt: null, createdAt: 0, updatedAt: 0 }
  store.m2mTokens.insert({ ...token, id: 'over', expireAt: NOW - 2 * DAY_MS })
  store.m2mTokens.insert({ ...token, id: 'just over', expireAt: NOW - DAY_MS / 2 })
  store.m2mTokens.insert({ ...token, id: 'for ever' })
  const grant: OAuthGrant = { id: '', applicationId: 'oa_a', userId: 'user_a', scopes: [], code: null, codeExpireAt: 0, redirectUri: '', codeChallenge: null, nonce: null, accessToken: null, refreshToken: null, expireAt: null, revoked: false, createdAt: 0, updatedAt: 0 }
  store.oauthGrants.insert({ ...grant, id: 'never traded' })
  store.oauthGrants.insert({ ...grant, id: 'expired', accessToken: 'oat_a', expireAt: 1 })
  store.oauthGrants.insert({ ...grant, id: 'to be refreshed', accessToken: 'oat_b', refreshToken: 'r', expireAt: 1 })
  store.oauthGrants.insert({ ...grant, id: 'good', accessToken: 'oat_c', expireAt: NOW + 1 })
  prune(store, NOW)
  expect([ids(store.m2mTokens), ids(store.oauthGrants)]).toEqual([['just over', 'for ever'], ['to be refreshed', 'good']])
})

it('does so while it is in use, and lets nobody go who is there', async () => {
  const ada = new Browser(local)
  await ada.signIn('ada@example.com')
  const begin = async (browsers: number) => {
    for (let each = 0; each < browsers; each += 1) await new Browser(local).send('POST', '/v1/client/sign_ins', { identifier: 'alan@example.com', strategy: 'email_code' })
  }
  const clients = async () => (await sdk(local).clients.getClientList({ limit: 1 })).totalCount
  await begin(400)
  expect(await clients()).toBe(401)
  local.clock.advance(2 * DAY_MS)
  await begin(400)
  expect(await clients()).toBeLessThanOrEqual(401)
  expect((await ada.send('GET', '/v1/me')).status).toBe(200)
})
