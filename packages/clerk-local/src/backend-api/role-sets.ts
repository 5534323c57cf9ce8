import { addRoles, createRoleSet, replaceRole, replaceRoleSet, roleSetBy, updateRoleSet } from '../domain/organizations/role-set-changes.ts'
import { roleSetsOf, type KeyedRoleSet } from '../domain/organizations/role-sets.ts'
import { idOfKey } from '../domain/organizations/organization-roles.ts'
import { list, record, text, type Call } from '../http/call.ts'
import { get, patch, post, type Answer, type Route } from '../http/router.ts'
import { roleSetJson } from '../serialize/organization-role.ts'
import { ordered } from './order.ts'
import { pageOf } from './page.ts'

/** Which roles there are in which organizations. */
export const roleSetRoutes: Route[] = [
  get('/v1/role_sets', (call) => {
    const words = call.query.get('query')?.toLowerCase()
    const found = roleSetsOf(call.world).filter(({ key, name }) => !words || idOfKey('role_set', key).toLowerCase() === words || key.includes(words) || name.toLowerCase().includes(words))
    const sorted = ordered(found, call.query, { created_at: () => 0, name: ({ name }) => name.toLowerCase(), key: ({ key }) => key }, 'created_at')
    return { json: pageOf(sorted, call.query, (set) => roleSetJson(call.world, set)) }
  }),
  post('/v1/role_sets', (call) => shown(call, createRoleSet(call.world, fieldsOf(call), list(call.body['roles'])))),
  get('/v1/role_sets/:id', (call) => shown(call, setOf(call))),
  patch('/v1/role_sets/:id', (call) => shown(call, updateRoleSet(call.world, setOf(call), fieldsOf(call)))),
  post('/v1/role_sets/:id/roles', (call) => shown(call, addRoles(call.world, setOf(call), list(call.body['role_keys']), fieldsOf(call)))),
  post('/v1/role_sets/:id/roles/replace', (call) => shown(call, replaceRole(call.world, setOf(call), text(call, 'role_key') ?? '', text(call, 'to_role_key') ?? ''))),
  post('/v1/role_sets/:id/replace', (call) => {
    const set = setOf(call)
    replaceRoleSet(call.world, set, roleSetBy(call.world, text(call, 'dest_role_set_key') ?? ''), record(call, 'reassignment_mappings') ?? {})
    return { json: { object: 'role_set', id: idOfKey('role_set', set.key), deleted: true } }
  }),
]

const setOf = (call: Call): KeyedRoleSet => roleSetBy(call.world, call.params['id'] ?? '')
const shown = (call: Call, set: KeyedRoleSet): Answer => ({ json: roleSetJson(call.world, set) })

const fieldsOf = (call: Call) => ({
  key: text(call, 'key'),
  name: text(call, 'name'),
  description: text(call, 'description'),
  type: text(call, 'type'),
  defaultRole: text(call, 'default_role_key'),
  creatorRole: text(call, 'creator_role_key'),
})
