import { describe, expect, it } from 'vitest'
import { ada, linus, sessionToken } from '../../test/session-token.ts'
import { SIGNED_OUT } from '../identity.ts'
import { createTokenSource, type GetToken } from './token-source.ts'

describe('createTokenSource', () => {
  it('refuses to hand out the token of whoever has signed in since', async () => {
    const tokens = createTokenSource(ada, async () => sessionToken(linus))
    await expect(tokens.current()).rejects.toThrow('changed before the call was sent')
  })

  it('refuses when everybody has signed out', async () => {
    const tokens = createTokenSource(ada, async () => null)
    await expect(tokens.current()).rejects.toThrow('changed before the call was sent')
  })

  it('refuses the token of another organization, and asks once for a fresh one before it does', async () => {
    const asked: unknown[] = []
    const trailing: GetToken = async (options) => {
      asked.push(options)
      return sessionToken({ ...ada, orgId: options?.skipCache ? ada.orgId : null })
    }
    await expect(createTokenSource(ada, trailing).current()).resolves.toBe(sessionToken(ada))
    expect(asked).toEqual([undefined, { skipCache: true }])
    await expect(createTokenSource(ada, async () => sessionToken({ ...ada, orgId: null })).current()).rejects.toThrow('changed')
  })

  it('reads the organization of both versions of Clerk’s claims', async () => {
    const claims = Buffer.from(JSON.stringify({ sid: ada.sessionId, org_id: ada.orgId })).toString('base64url')
    const tokens = createTokenSource(ada, async () => `h.${claims}.s`)
    await expect(tokens.current()).resolves.toBe(`h.${claims}.s`)
  })

  it('sends nothing for a signed-out identity, whoever is signed in', async () => {
    await expect(createTokenSource(SIGNED_OUT, async () => sessionToken(ada)).current()).resolves.toBeNull()
  })

  it('fetches one fresh token for any number of callers, and none for a caller that comes with an older one', async () => {
    let serial = 1
    let fetches = 0
    const tokens = createTokenSource(ada, async (options) => {
      if (options?.skipCache) [fetches, serial] = [fetches + 1, serial + 1]
      return sessionToken(ada, serial)
    })
    const first = await tokens.current()
    await Promise.all([tokens.renew(first), tokens.renew(first), tokens.renew(first)])
    await tokens.renew(first)
    expect(fetches).toBe(1)
    expect(await tokens.current()).toBe(sessionToken(ada, 2))
  })

  it('does not fall back to the refused token when Clerk’s cache still holds it', async () => {
    const tokens = createTokenSource(ada, async (options) => sessionToken(ada, options?.skipCache ? 2 : 1))
    await tokens.renew(await tokens.current())
    expect(await tokens.current()).toBe(sessionToken(ada, 2))
  })

  it('gives up when Clerk never loads', async () => {
    const tokens = createTokenSource(ada, () => new Promise(() => {}), 1)
    await expect(tokens.current()).rejects.toThrow('Clerk has not loaded')
  })
})
