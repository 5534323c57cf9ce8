import { createOrganization, organizationBy } from '../../domain/organizations/organizations.ts'
import { changeRole, deleteOrganization, join, memberOf, removeMember } from '../../domain/organizations/organization-members.ts'
import { findUser, userById } from '../../domain/users/users.ts'
import { fieldError } from '../../http/api-error.ts'
import { record, text, type Call } from '../../http/call.ts'
import type { Route } from '../../http/router.ts'
import type { Membership, Organization } from '../../store/rows/organization.ts'
import { action, filled, id } from './actions.ts'

const toOrganization = (call: Call) => `/organizations/${id(call)}`

/** What the pages about organizations do. */
export const organizationActions: readonly Route[] = [
  action('/organizations', () => '/organizations', (call) => {
    const { name, slug } = named(call, null)
    return { back: `/organizations/${createOrganization(call.world, { name, slug }).id}`, done: 'Created.' }
  }),
  action('/organizations/:id', toOrganization, (call) => {
    const organization = organizationBy(call.world, id(call))
    const most = Number(text(call, 'max_allowed_memberships') ?? 0)
    if (!Number.isSafeInteger(most) || most < 0) throw fieldError('form_param_format_invalid', 'Members at most is a whole number.', 'max_allowed_memberships')
    call.world.store.organizations.update(organization, {
      ...named(call, organization.id),
      maxAllowedMemberships: most,
      publicMetadata: record(call, 'public_metadata') ?? {},
      privateMetadata: record(call, 'private_metadata') ?? {},
      updatedAt: call.world.clock.now(),
    })
    return 'Saved.'
  }),
  action('/organizations/:id/members', toOrganization, (call) => {
    const who = filled(call, 'user') ?? ''
    join(call.world, organizationBy(call.world, id(call)), findUser(call.world, who) ?? userById(call.world, who), text(call, 'role'))
    return 'Added.'
  }),
  action('/organizations/:id/members/:user', toOrganization, (call) => (changeRole(call.world, ...memberIn(call), text(call, 'role')), 'Changed.')),
  action('/organizations/:id/members/:user/remove', toOrganization, (call) => (removeMember(call.world, ...memberIn(call)), 'Removed.')),
  action('/organizations/:id/delete', toOrganization, (call) => {
    deleteOrganization(call.world, organizationBy(call.world, id(call)))
    return { back: '/organizations', done: 'Deleted.' }
  }),
]

function memberIn(call: Call): [Organization, Membership] {
  const organization = organizationBy(call.world, id(call))
  return [organization, memberOf(call.world, organization, call.params['user'] ?? '')]
}

/** Name and slug of an organization; the slug is nobody else's. */
function named(call: Call, own: string | null): { name: string; slug: string } {
  const [name, slug] = [filled(call, 'name'), filled(call, 'slug')]
  if (name === null || slug === null || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) throw fieldError('form_param_format_invalid', 'It takes a name, and a slug of lower case letters, digits and hyphens.', 'slug')
  const [taken] = call.world.store.organizations.by('slug', slug)
  if (taken && taken.id !== own) throw fieldError('form_identifier_exists', 'That slug is taken. Please try another.', 'slug')
  return { name, slug }
}
