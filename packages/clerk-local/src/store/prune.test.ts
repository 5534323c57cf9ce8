import { expect, it } from 'vitest'
import { prune } from './prune.ts'
import type { M2MToken } from './rows/machine.ts'
import type { OAuthGrant } from './rows/oauth-application.ts'
import { createStore } from './store.ts'

const DAY_MS = 86_400_000
const NOW = 10 * DAY_MS

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
  expect([...store.m2mTokens.values()].map(({ id }) => id)).toEqual(['just over', 'for ever'])
  expect([...store.oauthGrants.values()].map(({ id }) => id)).toEqual(['to be refreshed', 'good'])
})
