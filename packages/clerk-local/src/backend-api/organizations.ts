import { membersOf, organizationBy } from '../domain/organizations.ts'
import type { Call } from '../http/call.ts'
import { get, type Route } from '../http/router.ts'
import { membershipJson, organizationJson } from '../serialize/organization.ts'
import { page } from './page.ts'

export const organizationRoutes: Route[] = [
  get('/v1/organizations', ({ world, query }) => {
    const all = [...world.store.organizations.values()].map((organization) => organizationJson(world, organization))
    return { json: page(all, query) }
  }),
  get('/v1/organizations/:id', (call) => ({ json: organizationJson(call.world, organizationOf(call)) })),
  get('/v1/organizations/:id/memberships', (call) => {
    const members = membersOf(call.world, organizationOf(call).id).map((membership) => membershipJson(call.world, membership))
    return { json: page(members, call.query) }
  }),
]

const organizationOf = (call: Call) => organizationBy(call.world, call.params['id'] ?? '')
