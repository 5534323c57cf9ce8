import { describe, expect, it } from 'vitest'
import { tokenId, VerifiedTokenCache } from './verified-token-cache.ts'

const verified = (sessionId: string, userId = 'user_1') => ({
  actor: { userId, sessionId, orgId: null, orgSlug: null, orgRole: null, orgPermissions: [], issuedAt: 0 },
  expiresAt: 60_000,
})
const validity = { from: 1_000, until: 65_000, expiresAt: 60_000 }

describe('a remembered token', () => {
  it('is known from the first to the last moment in which it is good', () => {
    const cache = new VerifiedTokenCache(10)
    const token = verified('sess_1')
    const known = (now: number) => {
      cache.set('a', token, validity)
      return cache.get('a', now)
    }
    expect([known(999), known(1_000), known(64_999), known(65_000)]).toEqual([null, token, token, null])
  })

  it('is gone once it was found too old, whatever the clock says later', () => {
    const cache = new VerifiedTokenCache(10)
    cache.set('a', verified('sess_1'), validity)
    expect(cache.get('a', 65_000)).toBeNull()
    expect(cache.size).toBe(0)
    expect(cache.get('a', 2_000)).toBeNull()
  })

  it('makes room for another one when it is the least recently used', () => {
    const cache = new VerifiedTokenCache(2)
    cache.set('a', verified('sess_a'), validity)
    cache.set('b', verified('sess_b'), validity)
    cache.get('a', 2_000)
    cache.set('c', verified('sess_c'), validity)
    expect(['a', 'b', 'c'].map((id) => cache.get(id, 2_000)?.actor.sessionId)).toEqual(['sess_a', undefined, 'sess_c'])
  })

  it('takes no more room than one place, however often it is verified', () => {
    const cache = new VerifiedTokenCache(2)
    for (const id of ['a', 'a', 'b', 'b']) cache.set(id, verified('sess_1'), validity)
    expect([cache.size, cache.get('a', 2_000)]).toEqual([2, verified('sess_1')])
  })

  it('goes with its session or its user, and no other one does', () => {
    const cache = new VerifiedTokenCache(10)
    cache.set('a', verified('sess_1'), validity)
    cache.set('b', verified('sess_1'), validity)
    cache.set('c', verified('sess_2'), validity)
    cache.set('d', verified('sess_3', 'user_2'), validity)
    cache.drop({ sessionId: 'sess_1' })
    expect(cache.size).toBe(2)
    cache.drop({ userId: 'user_1' })
    expect([cache.get('c', 2_000), cache.get('d', 2_000)]).toEqual([null, verified('sess_3', 'user_2')])
  })
})

it('names a token by its SHA-256, so that the token itself is nowhere in the cache', () => {
  expect(tokenId('abc')).toBe('ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=') // FIPS 180-2, appendix B.1
})
