import { describe, expect, it } from 'vitest'
import { actorOf } from './claims.ts'

const actor = (o: unknown, fea?: unknown) => actorOf({ sub: 'user_1', sid: 'sess_1', iat: 1_700_000_000, o, fea })

it('says when the token was made, with an organization and without', () => {
  expect(actor(undefined)).toMatchObject({ orgId: null, issuedAt: 1_700_000_000 })
  expect(actor({ id: 'org_1', rol: 'agent' })).toMatchObject({ orgId: 'org_1', issuedAt: 1_700_000_000 })
})

describe('the organization in a token', () => {
  it('unpacks permissions feature by feature, least significant bit first', () => {
    const { orgId, orgRole, orgPermissions } = actor({ id: 'org_1', rol: 'agent', per: 'create,assign', fpm: '3,2' }, 'o:ticket,o:note')
    expect({ orgId, orgRole }).toEqual({ orgId: 'org_1', orgRole: 'org:agent' })
    expect(orgPermissions).toEqual(['org:ticket:create', 'org:ticket:assign', 'org:note:assign'])
  })

  it('skips the features of the user alone, which have no mask', () => {
    expect(actor({ id: 'org_1', rol: 'agent', per: 'read', fpm: '1' }, 'u:beta,ou:ticket').orgPermissions).toEqual(['org:ticket:read'])
  })

  it('grants the 33rd action for its own bit only', () => {
    const per = Array.from({ length: 40 }, (_, n) => `a${n}`).join(',')
    expect(actor({ id: 'org_1', rol: 'agent', per, fpm: '1' }, 'o:ticket').orgPermissions).toEqual(['org:ticket:a0'])
    expect(actor({ id: 'org_1', rol: 'agent', per, fpm: String(2 ** 39 + 2 ** 32) }, 'o:ticket').orgPermissions).toEqual(['org:ticket:a32', 'org:ticket:a39'])
  })

  it.each(['x', '-1', '1.5', '', ' ', '1e400'])('grants nothing for the mask %j', (fpm) => {
    expect(actor({ id: 'org_1', rol: 'agent', per: 'a,b', fpm }, 'o:ticket').orgPermissions).toEqual([])
  })
})
