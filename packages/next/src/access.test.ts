import type { AccessMap, Contract, Standing } from '@throughline/contract'
import { createElement, useState } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { useStanding } from './access.ts'
import type { Identity } from './identity.ts'

type Said = Parameters<typeof useStanding>[2]

const access = { 'ticket.list': 'org', 'ticket.assign': 'org:ticket:assign', 'ticket.remove': 'org:ticket:manage' } as AccessMap<Contract>
const ada: Identity = { userId: 'user_ada', sessionId: 'sess_1', orgId: 'org_acme' }
// A new function each time, as Clerk's.
const says = (orgRole: string | undefined, ...permissions: string[]): Said => ({ orgRole, has: ({ permission }) => permissions.includes(permission) })

/** What a component sees that is rendered for one answer after the other. */
function seen(...answers: readonly (readonly [Identity, Said])[]): (Standing | null)[] {
  const standings: (Standing | null)[] = []
  function Component() {
    const [at, setAt] = useState(0)
    const [identity, auth] = answers[at]! // never beyond the last
    standings.push(useStanding(identity, access, auth))
    if (at + 1 < answers.length) setAt(at + 1)
    return null
  }
  renderToString(createElement(Component))
  return standings
}

it('is the same object as long as Clerk says the same', () => {
  const [first, second] = seen([ada, says('org:agent', 'org:ticket:assign')], [ada, says('org:agent', 'org:ticket:assign')])
  expect(first).toEqual({ orgId: 'org_acme', orgRole: 'org:agent', orgPermissions: ['org:ticket:assign'] })
  expect(second).toBe(first)
})

it('is another one for another role, permission, organization or person', () => {
  const standings = seen(
    [ada, says('org:member')],
    [ada, says('org:agent')],
    [ada, says('org:agent', 'org:ticket:manage')],
    [{ ...ada, orgId: 'org_globex' }, says('org:agent', 'org:ticket:manage')],
    [{ userId: null, sessionId: null, orgId: null }, says(undefined)],
  )
  expect(standings).toEqual([
    { orgId: 'org_acme', orgRole: 'org:member', orgPermissions: [] },
    { orgId: 'org_acme', orgRole: 'org:agent', orgPermissions: [] },
    { orgId: 'org_acme', orgRole: 'org:agent', orgPermissions: ['org:ticket:manage'] },
    { orgId: 'org_globex', orgRole: 'org:agent', orgPermissions: ['org:ticket:manage'] },
    null,
  ])
})

it('holds nothing while Clerk is loading', () => {
  expect(seen([ada, {}])).toEqual([{ orgId: 'org_acme', orgRole: null, orgPermissions: [] }])
})
