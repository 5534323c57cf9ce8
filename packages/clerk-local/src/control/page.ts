import { createHash } from 'node:crypto'
import { membersOf, membershipsOf, organizationBy } from '../domain/organizations.ts'
import { primaryEmail } from '../domain/users.ts'
import type { Answer } from '../http/router.ts'
import type { Message } from '../store/rows/message.ts'
import type { User } from '../store/rows/user.ts'
import type { World } from '../world.ts'
import { Html, html } from './html.ts'
import { pageStyle } from './page-style.ts'

const SHOWN = 50

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const POLICY = `default-src 'none'; img-src 'self'; style-src ${hash(pageStyle)}; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** The page at `/`: what was mailed, and who can sign in. */
export function page(world: World): Answer {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Outbox and users · clerk-local</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${new Html(pageStyle)}</style>
<script src="/page.js" defer></script>
</head>
<body>
<main>
<header><img src="/favicon.svg" alt="" width="40" height="40"><div><h1>clerk-local</h1><p>A stand-in compatible with Clerk, on this machine only. Nothing here is a secret.</p></div></header>
${outbox(world)}
${users(world)}
${organizations(world)}
${token(world)}
${facts(world)}
</main>
</body>
</html>`
  return { content: text, type: 'text/html; charset=utf-8', headers: { 'cache-control': 'no-store', 'content-security-policy': POLICY, 'referrer-policy': 'no-referrer' } }
}

function outbox({ store }: World): Html {
  const newest = [...store.messages.values()].toReversed().slice(0, SHOWN)
  const rows = newest.map(
    ({ to, kind, code, at }: Message) =>
      html`<tr><td><code class="code">${code}</code></td><td>${to}</td><td>${kind}</td><td class="soft">${time(at)}</td></tr>`,
  )
  const table = html`<div class="card" tabindex="0" role="region" aria-labelledby="outbox"><table><thead><tr><th scope="col">Code</th><th scope="col">To</th><th scope="col">Subject</th><th scope="col">Sent</th></tr></thead><tbody>${rows}</tbody></table></div>`
  const empty = html`<div class="card"><p class="empty">No email yet. Ask for a code in the app and come back.</p></div>`
  return html`<section><h2 id="outbox">Sent emails ${count(store.messages.size)}<a href="/">Refresh</a></h2>${rows.length > 0 ? table : empty}</section>`
}

function users(world: World): Html {
  const all = [...world.store.users.values()]
  const rows = all.slice(0, SHOWN).map((user) => userRow(world, user))
  const rest = all.length > SHOWN ? html`<p class="note">The first ${SHOWN} of ${all.length}.</p>` : html``
  return html`<section><h2 id="users">Users ${count(all.length)}</h2><div class="card" tabindex="0" role="region" aria-labelledby="users"><table><thead><tr><th scope="col">Email</th><th scope="col">Password</th><th scope="col">Name</th><th scope="col">Organizations</th><th scope="col">Id</th></tr></thead><tbody>${rows}</tbody></table></div>${rest}</section>`
}

function userRow(world: World, user: User): Html {
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ')
  const organizations = membershipsOf(world, user.id).map(
    ({ organizationId, role }) => html`<span class="tag">${organizationBy(world, organizationId).name} · ${world.settings.roles[role]?.name ?? role}</span>`,
  )
  return html`<tr><td><code>${primaryEmail(user) ?? '—'}</code></td><td>${user.password === null ? '—' : html`<code>${user.password}</code>`}</td><td>${name || '—'}</td><td>${organizations.length > 0 ? organizations : '—'}</td><td><code class="soft">${user.id}</code></td></tr>`
}

function organizations(world: World): Html {
  const all = [...world.store.organizations.values()]
  const rows = all.slice(0, SHOWN).map(
    ({ id, name, slug }) => html`<tr><td>${name}</td><td><code>${slug}</code></td><td>${membersOf(world, id).length}</td><td><code class="soft">${id}</code></td></tr>`,
  )
  const table = html`<div class="card" tabindex="0" role="region" aria-labelledby="organizations"><table><thead><tr><th scope="col">Name</th><th scope="col">Slug</th><th scope="col">Members</th><th scope="col">Id</th></tr></thead><tbody>${rows}</tbody></table></div>`
  const empty = html`<div class="card"><p class="empty">None.</p></div>`
  return html`<section><h2 id="organizations">Organizations ${count(all.length)}</h2>${rows.length > 0 ? table : empty}</section>`
}

/** For whom to ask is the first user, so that the line works as it stands. */
function token(world: World): Html {
  const [first] = world.store.users.values()
  const who = (first && primaryEmail(first)) ?? 'ada@example.com'
  const { port } = new URL(world.url)
  const elsewhere = port === '4400' ? '' : ` --port ${port}`
  return html`<section><h2>A session token</h2><div class="card"><pre><code>pnpm clerk-local token ${who}${elsewhere}</code></pre><p>In the first organization; <code>--org none</code> or <code>--org SLUG</code> for another. Send it as <code>Authorization: Bearer …</code>; it lasts ${world.settings.tokenLifetimeSeconds} seconds.</p></div></section>`
}

function facts(world: World): Html {
  const active = [...world.store.sessions.values()].filter(({ status }) => status === 'active').length
  return html`<section><h2>Keys of the stand-in</h2><div class="card"><p>Constants, the same on every machine. They open nothing at Clerk, and nothing here takes them in production unless told to.</p><dl>
<dt>Publishable key</dt><dd><code>${world.instance.publishableKey}</code></dd>
<dt>Secret key</dt><dd><code>${world.instance.secretKey}</code></dd>
<dt>Webhook secret</dt><dd><code>${world.instance.webhookSecret}</code></dd>
<dt>Issuer</dt><dd><code>${world.instance.issuer}</code></dd>
<dt>Public key</dt><dd><a href="/.well-known/jwks.json">/.well-known/jwks.json</a>, made on this machine</dd>
<dt>Sessions</dt><dd>${active} active</dd>
</dl></div></section>`
}

const count = (number: number) => html`<span>${number}</span>`

/** In UTC, which is what logs are in. */
const time = (at: number) => html`<time datetime="${new Date(at).toISOString()}">${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC</time>`
