import { membershipsOf, organizationBy } from '../../domain/organizations/organizations.ts'
import { isLocked } from '../../domain/sign-ins/lockout.ts'
import { primaryEmail } from '../../domain/users/users.ts'
import type { Call } from '../../http/call.ts'
import type { Answer } from '../../http/router.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { heading, table } from './elements.ts'
import { html, type Html } from './html.ts'
import { baseOf, document } from './layout.ts'
import { messageRows, MESSAGE_HEADS } from './outbox.ts'

const SHOWN = 10

/** The page at `/`: what was sent last, who can sign in, and what an app needs. */
export function overview(call: Call): Answer {
  const { world } = call
  return document(call, 'Overview', [outbox(world), users(world), organizations(world), token(world), facts(world)])
}

function outbox(world: World): Html {
  const { messages } = world.store
  const all = html`<a href="${baseOf(world)}/outbox">All</a>`
  return html`<section>${heading('outbox', 'Sent emails and texts', messages.size, all)}${table('outbox', MESSAGE_HEADS, messageRows(world, 0, SHOWN), 'No email yet. Ask for a code in the app and come back.')}</section>`
}

function users(world: World): Html {
  const rows = [...world.store.users.values()].slice(0, SHOWN).map((user) => userRow(world, user))
  const all = html`<a href="${baseOf(world)}/users">All</a>`
  return html`<section>${heading('users', 'Users', world.store.users.size, all)}${table('users', ['Email', 'Password', 'Name', 'Organizations', 'Id'], rows, 'None.')}</section>`
}

export function userRow(world: World, user: User): Html {
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ')
  const organizations = membershipsOf(world, user.id).map(
    ({ organizationId, role }) => html`<span class="tag">${organizationBy(world, organizationId).name} · ${world.settings.roles[role]?.name ?? role}</span>`,
  )
  const state = [user.banned ? 'banned' : '', isLocked(world, user) ? 'locked' : ''].filter(Boolean).map((each) => html` <span class="tag bad">${each}</span>`)
  return html`<tr><td><a href="${baseOf(world)}/users/${user.id}">${primaryEmail(user) ?? user.username ?? user.phones[0]?.number ?? user.id}</a>${state}</td><td>${user.password === null ? '—' : html`<code>${user.password}</code>`}</td><td>${name || '—'}</td><td>${organizations.length > 0 ? organizations : '—'}</td><td><code class="soft">${user.id}</code></td></tr>`
}

function organizations(world: World): Html {
  const rows = [...world.store.organizations.values()].slice(0, SHOWN).map(({ id, name, slug }) => organizationRow(world, id, name, slug))
  const all = html`<a href="${baseOf(world)}/organizations">All</a>`
  return html`<section>${heading('organizations', 'Organizations', world.store.organizations.size, all)}${table('organizations', ORGANIZATION_HEADS, rows, 'None.')}</section>`
}

export const ORGANIZATION_HEADS = ['Name', 'Slug', 'Members', 'Id']

export function organizationRow(world: World, id: string, name: string, slug: string): Html {
  return html`<tr><td><a href="${baseOf(world)}/organizations/${id}">${name}</a></td><td><code>${slug}</code></td><td>${world.store.memberships.count('organization', id)}</td><td><code class="soft">${id}</code></td></tr>`
}

/** For whom to ask is the first user, so that the line works as it stands. */
function token(world: World): Html {
  const [first] = world.store.users.values()
  const who = (first && primaryEmail(first)) ?? 'ada@example.com'
  const { port } = new URL(world.url)
  const elsewhere = port === '4400' ? '' : ` --port ${port}`
  return html`<section>${heading('token', 'A session token')}<div class="card"><pre><code>pnpm clerk-local token ${who}${elsewhere}</code></pre><p>In the organization joined last; <code>--org none</code> or <code>--org SLUG</code> for another. Send it as <code>Authorization: Bearer …</code>; it lasts ${world.settings.tokenLifetimeSeconds} seconds.</p></div></section>`
}

function facts({ instance, store }: World): Html {
  const active = [...store.sessions.values()].filter(({ status }) => status === 'active').length
  return html`<section>${heading('keys', 'Keys of the stand-in')}<div class="card"><p>Constants, the same on every machine. They open nothing at Clerk, and nothing here takes them in production unless told to.</p><dl>
<dt>Publishable key</dt><dd><code>${instance.publishableKey}</code></dd>
<dt>Secret key</dt><dd><code>${instance.secretKey}</code></dd>
<dt>Webhook secret</dt><dd><code>${instance.webhookSecret}</code></dd>
<dt>Issuer</dt><dd><code>${instance.issuer}</code></dd>
<dt>Public key</dt><dd><a href="/.well-known/jwks.json">/.well-known/jwks.json</a>, made on this machine</dd>
<dt>Sessions</dt><dd>${active} active</dd>
</dl></div></section>`
}
