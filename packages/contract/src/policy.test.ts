import { describe, expect, it } from 'vitest'
import type { Access, Actor } from './access.ts'
import { decide, type Decision } from './policy.ts'

const user: Actor = { userId: 'u', sessionId: 's', orgId: null, orgSlug: null, orgRole: null, orgPermissions: [], issuedAt: 0 }
const agent: Actor = {
  ...user,
  orgId: 'o',
  orgSlug: 'acme',
  orgRole: 'org:agent',
  orgPermissions: ['org:ticket:assign'],
}

describe('decide', () => {
  const table: [Access, anonymous: Decision, user: Decision, agent: Decision][] = [
    ['public', 'allow', 'allow', 'allow'],
    ['user', 'unauthenticated', 'allow', 'allow'],
    ['org', 'unauthenticated', 'forbidden', 'allow'],
    ['org:agent', 'unauthenticated', 'forbidden', 'allow'],
    ['org:admin', 'unauthenticated', 'forbidden', 'forbidden'],
    ['org:ticket:assign', 'unauthenticated', 'forbidden', 'allow'],
    ['org:ticket:delete', 'unauthenticated', 'forbidden', 'forbidden'],
    ['org:ticket', 'unauthenticated', 'forbidden', 'forbidden'],
    ['org:ticket:assign:all', 'unauthenticated', 'forbidden', 'forbidden'],
  ]
  it.each(table)('%s: anonymous %s, signed in %s, agent %s', (access, ...decisions) => {
    expect([null, user, agent].map((actor) => decide(access, actor))).toEqual(decisions)
  })

  it('lets nobody in where the access is missing or misspelled', () => {
    for (const access of [undefined, 'users', '', 'admin'] as (Access | undefined)[]) // what a JavaScript caller could pass
      expect([null, user, agent].map((actor) => decide(access, actor))).not.toContain('allow')
  })

  it('does not take a role for a permission of the same name', () => {
    expect(decide('org:agent', { ...agent, orgRole: 'org:member', orgPermissions: ['org:agent'] })).toBe('forbidden')
  })

  it('gives no permission without an active organization', () => {
    expect(decide('org:ticket:assign', { ...agent, orgId: null })).toBe('forbidden')
  })
})
