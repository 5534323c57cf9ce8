import { describe, expect, it } from 'vitest'
import { ada, linus } from '../test/session-token.ts'
import { holdIdentity, hydration, identityKey, SIGNED_OUT } from './identity.ts'

describe('holdIdentity', () => {
  it('keeps the server’s identity while Clerk loads and when Clerk then reports the same', () => {
    const loading = holdIdentity(ada, undefined)
    expect(loading).toBe(ada)
    expect(holdIdentity(loading, { ...ada })).toBe(ada)
  })

  it('keeps the identity through the moment in which Clerk reports nothing', () => {
    expect(holdIdentity(SIGNED_OUT, undefined)).toBe(SIGNED_OUT)
  })

  it('changes with the session, the organization and the sign-out', () => {
    for (const reported of [linus, { ...ada, orgId: 'org_globex' }, { ...ada, orgId: null }, { ...ada, sessionId: 'sess_2' }, SIGNED_OUT]) {
      expect(holdIdentity(ada, reported)).toBe(reported)
      expect(identityKey(reported)).not.toBe(identityKey(ada))
    }
  })
})

describe('hydration', () => {
  it('takes the data of a page that was rendered for the identity at hand', () => {
    expect(hydration({ ...ada }, ada, true)).toBe('hydrate')
    expect(hydration({ ...ada }, ada, false)).toBe('hydrate')
  })

  it('waits when the page is ahead of Clerk, which is still switching', () => {
    expect(hydration(ada, SIGNED_OUT, false)).toBe('wait')
  })

  it('never shows one user’s page to another, nor to nobody', () => {
    expect(hydration(ada, linus, true)).toBe('wait')
    expect(hydration(ada, SIGNED_OUT, true)).toBe('signed-out')
  })

  it('lets components ask for themselves after a switch of organization and on a page that was rendered for nobody', () => {
    expect(hydration({ ...ada, orgId: null }, ada, true)).toBe('ask')
    expect(hydration(SIGNED_OUT, ada, true)).toBe('ask')
  })
})
