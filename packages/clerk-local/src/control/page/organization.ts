import { membersOf, organizationBy } from '../../domain/organizations/organizations.ts'
import { primaryEmail, userById } from '../../domain/users/users.ts'
import type { Call } from '../../http/call.ts'
import type { Answer } from '../../http/router.ts'
import type { Membership, Organization } from '../../store/rows/organization.ts'
import type { World } from '../../world.ts'
import { button, choice, field, heading, json, table, time } from './elements.ts'
import { html, type Html } from './html.ts'
import { baseOf, document } from './layout.ts'

/** One organization: what it is called, who is in it as what, and who is invited. */
export function organizationPage(call: Call): Answer {
  const { world } = call
  const organization = organizationBy(world, call.params['id'] ?? '')
  return document(call, organization.name, [profile(world, organization), members(world, organization), invitations(world, organization), state(world, organization)])
}

const actionOf = (world: World, { id }: Organization, name = '') => `${baseOf(world)}/_control/page/organizations/${id}${name}`
const rolesOf = (world: World) => Object.entries(world.settings.roles).map(([key, { name }]) => [key, name] as const)

function profile(world: World, organization: Organization): Html {
  return html`<section>${heading('profile', organization.name)}<div class="card"><form method="post" action="${actionOf(world, organization)}"><div class="pair">${field('name', 'Name', organization.name, { required: true })}${field('slug', 'Slug', organization.slug, { required: true })}${field('max_allowed_memberships', 'Members at most', organization.maxAllowedMemberships, { type: 'number', hint: '0 for as many as one likes' })}</div>
${json('public_metadata', 'Public metadata', organization.publicMetadata)}${json('private_metadata', 'Private metadata', organization.privateMetadata)}<button class="primary">Save</button></form></div></section>`
}

function members(world: World, organization: Organization): Html {
  const all = membersOf(world, organization.id)
  const rows = all.map((membership) => memberRow(world, organization, membership))
  return html`<section>${heading('members', 'Members', all.length)}${table('members', ['User', 'Role', ''], rows, 'Nobody.')}<div class="card"><form class="line" method="post" action="${actionOf(world, organization, '/members')}">${field('user', 'User', '', { hint: 'by email, username or id', required: true })}${choice('role', 'Role', world.settings.organizations.defaultRole, rolesOf(world))}<button>Add</button></form></div></section>`
}

function memberRow(world: World, organization: Organization, { userId, role }: Membership): Html {
  const user = userById(world, userId)
  const action = actionOf(world, organization, `/members/${userId}`)
  const options = rolesOf(world).map(([key, name]) => html`<option value="${key}"${key === role && html` selected`}>${name}</option>`)
  return html`<tr><td><a href="${baseOf(world)}/users/${userId}">${primaryEmail(user) ?? userId}</a></td><td><form class="inline" method="post" action="${action}"><select name="role" aria-label="Role of ${primaryEmail(user) ?? userId}">${options}</select> <button>Change</button></form></td><td>${button(`${action}/remove`, 'Remove', {}, 'danger')}</td></tr>`
}

function invitations(world: World, organization: Organization): Html {
  const rows = world.store.organizationInvitations.by('organization', organization.id).map(
    ({ emailAddress, role, status, createdAt }) => html`<tr><td>${emailAddress}</td><td>${world.settings.roles[role]?.name ?? role}</td><td>${status}</td><td class="soft">${time(createdAt)}</td></tr>`,
  )
  return html`<section>${heading('invitations', 'Invitations', rows.length)}${table('invitations', ['Email', 'Role', 'State', 'Sent'], rows, 'None.')}</section>`
}

function state(world: World, organization: Organization): Html {
  return html`<section>${heading('state', 'State')}<div class="card"><dl><dt>Id</dt><dd><code>${organization.id}</code></dd><dt>Created</dt><dd>${time(organization.createdAt)}</dd></dl><div class="actions">${button(actionOf(world, organization, '/delete'), 'Delete', {}, 'danger')}</div></div></section>`
}
