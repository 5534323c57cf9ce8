import { invite } from '../domain/sign-ups/invitations.ts'
import { listIdentifier } from '../domain/sign-ups/restrictions.ts'
import { notFound } from '../http/api-error.ts'
import type { Call } from '../http/call.ts'
import { get, post, remove, type Answer, type Route } from '../http/router.ts'
import { allowedJson, blockedJson } from '../serialize/invitation.ts'
import type { ListedIdentifier } from '../store/rows/invitation.ts'
import { flag, required } from './fields.ts'
import { ordered, type Orders } from './order.ts'
import { pageOf, pageOrList } from './page.ts'

const ORDERS: Orders<ListedIdentifier> = { created_at: ({ createdAt }) => createdAt }

/** The lists of who may sign up and who may not; `settings.allowlist` and `.blocklist` put them in force. */
export const restrictionRoutes: Route[] = [
  get('/v1/allowlist_identifiers', ({ world, query }) => ({ json: pageOrList(ordered(world.store.allowlist.values(), query, ORDERS), query, (entry) => allowedJson(world, entry)) })),
  post('/v1/allowlist_identifiers', (call) => {
    const { world } = call
    const entry = listIdentifier(world, 'allowlist', required(call, 'identifier'))
    if (!flag(call, 'notify') || entry.type !== 'email_address' || entry.identifier.startsWith('*')) return { json: allowedJson(world, entry) }
    const { id } = invite(world, { emailAddress: entry.identifier, ignoreExisting: true })
    return { json: allowedJson(world, world.store.allowlist.update(entry, { invitationId: id })) }
  }),
  remove('/v1/allowlist_identifiers/:id', (call) => takeOff(call, 'allowlist')),
  get('/v1/blocklist_identifiers', ({ world, query }) => ({ json: pageOf(ordered(world.store.blocklist.values(), query, ORDERS), query, (entry) => blockedJson(world, entry)) })),
  post('/v1/blocklist_identifiers', (call) => ({ json: blockedJson(call.world, listIdentifier(call.world, 'blocklist', required(call, 'identifier'))) })),
  remove('/v1/blocklist_identifiers/:id', (call) => takeOff(call, 'blocklist')),
]

function takeOff({ world, params }: Call, list: 'allowlist' | 'blocklist'): Answer {
  const entry = world.store[list].get(params['id'] ?? '')
  if (!entry) throw notFound(`Identifier ${params['id']}`)
  world.store[list].remove(entry.id)
  return { json: { object: `${list}_identifier`, id: entry.id, identifier: entry.identifier, deleted: true } }
}
