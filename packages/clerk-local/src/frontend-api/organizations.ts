import { checkMayCreate } from '../domain/organizations/organization-access.ts'
import { checkDeletable, deleteOrganization, join } from '../domain/organizations/organization-members.ts'
import { changeLogo, changeOrganization, foundOrganization } from '../domain/organizations/organizations.ts'
import { roleSetOf, rolesOf } from '../domain/organizations/role-sets.ts'
import { defined } from '../domain/users/users.ts'
import { text, type Call } from '../http/call.ts'
import { get, patch, post, put, remove, type Answer, type Route } from '../http/router.ts'
import { uploadOf } from '../http/upload.ts'
import { pageOf } from '../backend-api/page.ts'
import { enterpriseConnectionJson } from '../serialize/enterprise-connection.ts'
import { roleJson } from '../serialize/organization-role.ts'
import { organizationJson } from '../serialize/organization.ts'
import { memberCall, read } from './organization-call.ts'
import { requireUser, withClient } from './piggyback.ts'

/** The organizations of a user, as `<CreateOrganization/>` and `<OrganizationProfile/>` make and change them. */
export const organizationRoutes: Route[] = [
  post('/v1/organizations', create),
  get('/v1/organizations/:id', (call) => read(organizationJson(call.world, memberCall(call).organization))),
  patch('/v1/organizations/:id', update),
  remove('/v1/organizations/:id', destroy),
  put('/v1/organizations/:id/logo', (call) => {
    const { organization } = memberCall(call, 'org:sys_profile:manage')
    return withClient(call, organizationJson(call.world, changeLogo(call.world, organization, uploadOf(call))))
  }),
  remove('/v1/organizations/:id/logo', (call) => {
    const { organization } = memberCall(call, 'org:sys_profile:manage')
    return withClient(call, organizationJson(call.world, changeLogo(call.world, organization, null)))
  }),
  get('/v1/organizations/:id/roles', roles),
  get('/v1/organizations/:id/enterprise_connections', (call) => {
    const { organization } = memberCall(call)
    const own = [...call.world.store.enterpriseConnections.values()].filter(({ organizationId }) => organizationId === organization.id)
    return read(own.map((connection) => enterpriseConnectionJson(call.world, connection)))
  }),
]

function create(call: Call): Answer {
  const { world } = call
  const user = requireUser(call)
  checkMayCreate(world, user)
  const slug = world.settings.organizations.slugs ? text(call, 'slug') : undefined
  const organization = foundOrganization(world, { name: text(call, 'name') ?? '', createdBy: user.id, ...(slug ? { slug } : {}) })
  join(world, organization, user, roleSetOf(world, organization).creatorRole)
  return withClient(call, organizationJson(world, organization))
}

function update(call: Call): Answer {
  const { world } = call
  const { organization } = memberCall(call, 'org:sys_profile:manage')
  const slug = world.settings.organizations.slugs ? text(call, 'slug') : undefined
  return withClient(call, organizationJson(world, changeOrganization(world, organization, defined({ name: text(call, 'name'), slug }))))
}

function destroy(call: Call): Answer {
  const { organization } = memberCall(call, 'org:sys_profile:delete')
  checkDeletable(organization)
  deleteOrganization(call.world, organization)
  return withClient(call, { object: 'organization', id: organization.id, slug: organization.slug, deleted: true })
}

function roles(call: Call): Answer {
  const { organization } = memberCall(call, 'org:sys_memberships:read', 'org:sys_memberships:manage')
  return read({ ...pageOf(rolesOf(call.world, organization), call.query, (key) => roleJson(call.world, key)), has_role_set_migration: false })
}
