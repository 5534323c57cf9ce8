import { mergedMetadata } from '../domain/users/metadata.ts'
import { deleteOrganization, join } from '../domain/organizations/organization-members.ts'
import { changeLogo, changeOrganization, foundOrganization, organizationBy } from '../domain/organizations/organizations.ts'
import { roleSetBy } from '../domain/organizations/role-set-changes.ts'
import { roleSetOf } from '../domain/organizations/role-sets.ts'
import { defined } from '../domain/users/users.ts'
import { ApiError } from '../http/api-error.ts'
import { record, text, type Call } from '../http/call.ts'
import { get, patch, post, put, remove, type Answer, type Route } from '../http/router.ts'
import { uploadOf } from '../http/upload.ts'
import { backendOrganizationJson } from '../serialize/organization.ts'
import type { Organization } from '../store/rows/organization.ts'
import { flag, whole } from './fields.ts'
import { ordered } from './order.ts'
import { pageOf } from './page.ts'

export const organizationRoutes: Route[] = [
  get('/v1/organizations', (call) => ({ json: pageOf(matching(call), call.query, (organization) => backendOrganizationJson(call.world, organization, included(call))) })),
  post('/v1/organizations', create),
  get('/v1/organizations/:id', (call) => ({ json: backendOrganizationJson(call.world, organizationOf(call), included(call)) })),
  patch('/v1/organizations/:id', (call) => shown(call, changeOrganization(call.world, organizationOf(call), fieldsOf(call)))),
  patch('/v1/organizations/:id/metadata', (call) => {
    const organization = organizationOf(call)
    return shown(call, changeOrganization(call.world, organization, {
      publicMetadata: mergedMetadata(organization.publicMetadata, record(call, 'public_metadata')),
      privateMetadata: mergedMetadata(organization.privateMetadata, record(call, 'private_metadata')),
    }))
  }),
  put('/v1/organizations/:id/metadata', (call) => shown(call, changeOrganization(call.world, organizationOf(call), metadataOf(call)))),
  put('/v1/organizations/:id/logo', (call) => shown(call, changeLogo(call.world, organizationOf(call), uploadOf(call)))),
  remove('/v1/organizations/:id/logo', (call) => shown(call, changeLogo(call.world, organizationOf(call), null))),
  remove('/v1/organizations/:id', (call) => {
    const organization = organizationOf(call)
    deleteOrganization(call.world, organization)
    return { json: { object: 'organization', id: organization.id, slug: organization.slug, deleted: true } }
  }),
]

export const organizationOf = (call: Call): Organization => organizationBy(call.world, call.params['id'] ?? '')

const shown = (call: Call, organization: Organization): Answer => ({ json: backendOrganizationJson(call.world, organization, { membersCount: true }) })

/** What a reader asks for beside the organization itself. */
const included = ({ query }: Call) => ({
  membersCount: query.get('include_members_count') === 'true',
  missingManager: query.get('include_missing_member_with_elevated_permissions') === 'true',
})

/** By id, or by a part of the name or slug; newest first. */
function matching({ world, query }: Call): Organization[] {
  const ids = query.getAll('organization_id')
  const userIds = query.getAll('user_id')
  const words = query.get('query')?.toLowerCase()
  const found = [...world.store.organizations.values()].filter(
    ({ id, name, slug }) =>
      (ids.length === 0 || ids.includes(id)) &&
      (userIds.length === 0 || userIds.some((userId) => world.store.memberships.count('both', `${userId} ${id}`) > 0)) &&
      (!words || id.toLowerCase() === words || name.toLowerCase().includes(words) || slug.includes(words)),
  )
  return ordered(found, query, {
    created_at: ({ createdAt }) => createdAt,
    name: ({ name }) => name.toLowerCase(),
    members_count: ({ id }) => world.store.memberships.count('organization', id),
  })
}

function create(call: Call): Answer {
  const { world } = call
  const createdBy = text(call, 'created_by')
  const creator = createdBy === undefined ? undefined : world.store.users.get(createdBy)
  if (createdBy !== undefined && !creator) throw new ApiError(400, 'organization_creator_not_found', `No users found with id ${createdBy}.`)
  const organization = foundOrganization(world, { ...fieldsOf(call), ...metadataOf(call), name: text(call, 'name') ?? '', createdBy: creator?.id ?? null })
  if (creator) join(world, organization, creator, roleSetOf(world, organization).creatorRole)
  return shown(call, organization)
}

function fieldsOf(call: Call): Partial<Organization> {
  const roleSet = text(call, 'role_set_key')
  return defined({
    name: text(call, 'name'),
    slug: text(call, 'slug'),
    adminDeleteEnabled: flag(call, 'admin_delete_enabled'),
    maxAllowedMemberships: whole(call, 'max_allowed_memberships', 0),
    roleSetKey: roleSet === undefined ? undefined : roleSetBy(call.world, roleSet).key,
  })
}

const metadataOf = (call: Call): Partial<Organization> => defined({ publicMetadata: record(call, 'public_metadata'), privateMetadata: record(call, 'private_metadata') })
