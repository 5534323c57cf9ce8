import { membershipsOf, organizationBy } from '../../domain/organizations/organizations.ts'
import { isOpen, sessionsOf } from '../../domain/sessions/sessions.ts'
import { isLocked } from '../../domain/sign-ins/lockout.ts'
import { hasSecondFactor } from '../../domain/users/second-factors.ts'
import { primaryEmail, userById } from '../../domain/users/users.ts'
import type { Call } from '../../http/call.ts'
import type { Answer } from '../../http/router.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { button, choice, field, heading, json, table, time } from './elements.ts'
import { html, type Html } from './html.ts'
import { baseOf, document } from './layout.ts'
import { sessionRow, SESSION_HEADS } from './sessions.ts'

/** One user: what is known of them, to be changed, and a way to be them in an app. */
export function userPage(apps: () => readonly string[]) {
  return (call: Call): Answer => {
    const { world } = call
    const user = userById(world, call.params['id'] ?? '')
    const name = primaryEmail(user) ?? user.username ?? user.id
    return document(call, name, [signInAs(world, user, apps()), profile(world, user, name), identifications(world, user), memberships(world, user), sessions(world, user), state(world, user)])
  }
}

const actionOf = (world: World, { id }: User, name = '') => `${baseOf(world)}/_control/page/users/${id}${name}`

function signInAs(world: World, user: User, apps: readonly string[]): Html {
  const options = (apps.length > 0 ? apps : ['http://localhost:3000']).map((app) => [app, app] as const)
  return html`<section>${heading('as', `Be ${user.firstName ?? 'this user'} in an app`)}<div class="card"><form class="line" method="post" action="${actionOf(world, user, '/sign-in')}">${choice('app', 'App', '', options, 'those that have asked this stand-in')}${field('other', 'or another', '', { hint: 'http://localhost:…' })}<button class="primary">Sign in as</button></form></div></section>`
}

function profile(world: World, user: User, name: string): Html {
  return html`<section>${heading('profile', name)}<div class="card"><form method="post" action="${actionOf(world, user)}"><div class="pair">${field('first_name', 'First name', user.firstName)}${field('last_name', 'Last name', user.lastName)}${field('username', 'Username', user.username)}${field('password', 'Password', user.password)}${field('external_id', 'External id', user.externalId)}</div>
${json('public_metadata', 'Public metadata', user.publicMetadata)}${json('private_metadata', 'Private metadata', user.privateMetadata)}${json('unsafe_metadata', 'Unsafe metadata', user.unsafeMetadata)}<button class="primary">Save</button></form></div></section>`
}

function identifications(world: World, user: User): Html {
  const emails = user.emails.map(({ id, address, verified }) => identification(world, user, id, address, verified, id === user.primaryEmailId))
  const phones = user.phones.map(({ number, verified, id }) => html`<tr><td>${number}</td><td>${verified ? 'verified' : 'not verified'}${id === user.primaryPhoneId && ', primary'}</td><td></td></tr>`)
  const accounts = user.externalAccounts.map(({ provider, emailAddress }) => html`<tr><td>${emailAddress}</td><td>${provider}</td><td></td></tr>`)
  return html`<section>${heading('identifications', 'Emails, phones and accounts')}${table('identifications', ['Address', 'State', ''], [...emails, ...phones, ...accounts], 'None.')}<div class="card"><form class="line" method="post" action="${actionOf(world, user, '/emails')}">${field('email_address', 'Another email', '', { type: 'email', required: true })}<button>Add, verified</button></form></div></section>`
}

function identification(world: World, user: User, id: string, address: string, verified: boolean, primary: boolean): Html {
  const action = actionOf(world, user, `/emails/${id}`)
  return html`<tr><td>${address}</td><td>${verified ? 'verified' : 'not verified'}${primary && ', primary'}</td><td>${!primary && verified && button(`${action}/primary`, 'Make primary')}${!primary && button(`${action}/remove`, 'Remove', {}, 'danger')}</td></tr>`
}

function memberships(world: World, user: User): Html {
  const rows = membershipsOf(world, user.id).map(({ organizationId, role }) => {
    const { name, id } = organizationBy(world, organizationId)
    return html`<tr><td><a href="${baseOf(world)}/organizations/${id}">${name}</a></td><td>${world.settings.roles[role]?.name ?? role}</td></tr>`
  })
  return html`<section>${heading('memberships', 'Organizations', rows.length)}${table('memberships', ['Name', 'Role'], rows, 'None.')}</section>`
}

function sessions(world: World, user: User): Html {
  const open = sessionsOf(world, user.id).filter(isOpen)
  return html`<section>${heading('sessions', 'Sessions', open.length)}${table('sessions', SESSION_HEADS, open.toReversed().map((session) => sessionRow(world, session, `/users/${user.id}`)), 'Not signed in.')}</section>`
}

function state(world: World, user: User): Html {
  return html`<section>${heading('state', 'State')}<div class="card"><dl><dt>Id</dt><dd><code>${user.id}</code></dd><dt>Created</dt><dd>${time(user.createdAt)}</dd><dt>Last signed in</dt><dd>${time(user.lastSignInAt)}</dd><dt>Second factor</dt><dd>${user.totp?.verified ? html`<code>${user.totp.secret}</code>` : hasSecondFactor(user) ? 'text message' : 'none'}</dd></dl>
<div class="actions">${user.banned ? button(actionOf(world, user, '/unban'), 'Unban') : button(actionOf(world, user, '/ban'), 'Ban', {}, 'danger')}${isLocked(world, user) ? button(actionOf(world, user, '/unlock'), 'Unlock') : button(actionOf(world, user, '/lock'), 'Lock', {}, 'danger')}${button(actionOf(world, user, '/delete'), 'Delete', {}, 'danger')}</div></div></section>`
}
