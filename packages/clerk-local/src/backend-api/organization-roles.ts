import { assignPermission, createPermission, createRole, deletePermission, deleteRole, permissionKeyBy, removePermission, roleKeyBy, updatePermission, updateRole } from '../domain/organizations/role-changes.ts'
import { idOfKey, permissionKeys } from '../domain/organizations/organization-roles.ts'
import { list, text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Answer, type Route } from '../http/router.ts'
import { backendRoleJson, permissionJson } from '../serialize/organization-role.ts'
import { ordered } from './order.ts'
import { pageOf } from './page.ts'

/** The instance's roles and permissions, which live in its settings. */
export const organizationRoleRoutes: Route[] = [
  get('/v1/organization_roles', (call) => listed(call, Object.keys(call.world.settings.roles).map((key) => backendRoleJson(call.world, key)))),
  post('/v1/organization_roles', (call) => role(call, createRole(call.world, roleFields(call), call.body['include_in_initial_role_set'] === true))),
  get('/v1/organization_roles/:id', (call) => role(call, roleOf(call))),
  patch('/v1/organization_roles/:id', (call) => role(call, updateRole(call.world, roleOf(call), roleFields(call)))),
  remove('/v1/organization_roles/:id', (call) => {
    const id = idOfKey('role', roleOf(call))
    deleteRole(call.world, roleOf(call))
    return { json: { object: 'role', id, deleted: true } }
  }),
  post('/v1/organization_roles/:id/permissions/:permissionId', (call) => {
    assignPermission(call.world, roleOf(call), permissionOf(call, 'permissionId'))
    return role(call, roleOf(call))
  }),
  remove('/v1/organization_roles/:id/permissions/:permissionId', (call) => {
    removePermission(call.world, roleOf(call), permissionOf(call, 'permissionId'))
    return role(call, roleOf(call))
  }),
  get('/v1/organization_permissions', (call) => listed(call, permissionKeys(call.world).map((key) => permissionJson(call.world, key)))),
  post('/v1/organization_permissions', (call) => permission(call, createPermission(call.world, named(call)))),
  get('/v1/organization_permissions/:id', (call) => permission(call, permissionOf(call))),
  patch('/v1/organization_permissions/:id', (call) => permission(call, updatePermission(call.world, permissionOf(call), named(call)))),
  remove('/v1/organization_permissions/:id', (call) => {
    const key = permissionOf(call)
    deletePermission(call.world, key)
    return { json: { object: 'permission', id: idOfKey('perm', key), deleted: true } }
  }),
]

const roleOf = (call: Call) => roleKeyBy(call.world, call.params['id'] ?? '')
const permissionOf = (call: Call, parameter = 'id') => permissionKeyBy(call.world, call.params[parameter] ?? '')
const role = (call: Call, key: string): Answer => ({ json: backendRoleJson(call.world, key) })
const permission = (call: Call, key: string): Answer => ({ json: permissionJson(call.world, key) })

const named = (call: Call) => ({ key: text(call, 'key'), name: text(call, 'name'), description: text(call, 'description') })

/** Permissions are named by their ids. */
function roleFields(call: Call) {
  const ids = call.body['permissions']
  return { ...named(call), permissions: Array.isArray(ids) ? list(ids).map((id) => permissionKeyBy(call.world, id)) : undefined }
}

/** Settings keep no dates: by `created_at` is as they are written there. */
function listed<T extends { id: string; key: string; name: string; created_at: number }>(call: Call, all: readonly T[]): Answer {
  const words = call.query.get('query')?.toLowerCase()
  const found = all.filter(({ id, key, name }) => !words || id.toLowerCase() === words || key.includes(words) || name.toLowerCase().includes(words))
  return { json: pageOf(ordered(found, call.query, { created_at: (each) => each.created_at, name: (each) => each.name.toLowerCase(), key: (each) => each.key }, 'created_at'), call.query, (each) => each) }
}
