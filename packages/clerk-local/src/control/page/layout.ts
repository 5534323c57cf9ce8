import { createHash } from 'node:crypto'
import type { Call } from '../../http/call.ts'
import type { Answer } from '../../http/router.ts'
import { DEFAULT_INSTANCE } from '../../instance/instance.ts'
import type { World } from '../../world.ts'
import { html, Html } from './html.ts'
import { pageStyle } from './style.ts'

const PLACES = [
  ['/', 'Overview'],
  ['/users', 'Users'],
  ['/organizations', 'Organizations'],
  ['/sessions', 'Sessions'],
  ['/outbox', 'Outbox'],
  ['/webhooks', 'Webhooks'],
  ['/settings', 'Settings'],
] as const

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const STYLE = hash(pageStyle)

/** Forms lead to the page itself, and by "sign in as" on to an app of this machine. */
const policy = `default-src 'none'; img-src 'self'; style-src ${STYLE}; script-src 'self'; base-uri 'none'; form-action 'self' http://localhost:* https://localhost:* http://*.localhost:* https://*.localhost:* http://127.0.0.1:* https://127.0.0.1:*; frame-ancestors 'none'`

/** What goes before a path of the page, for an instance that is not the first: `/i/shop`. */
export const baseOf = ({ instance }: World): string => (instance.name === DEFAULT_INSTANCE ? '' : `/i/${instance.name}`)

/** A whole page, with the way to the others, and what the last action had to say. */
export function document(call: Call, title: string, main: Part): Answer {
  const { world, query, url } = call
  const base = baseOf(world)
  const current = PLACES.findLast(([path]) => url.pathname === path || (path !== '/' && url.pathname.startsWith(`${path}/`)))?.[0]
  const links = PLACES.map(([path, label]) => html`<a href="${base}${path}"${current === path && html` aria-current="page"`}>${label}</a>`)
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · clerk-local</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${new Html(pageStyle)}</style>
<script src="/page.js" defer></script>
</head>
<body>
<main>
<header><img src="/favicon.svg" alt="" width="40" height="40"><div><h1>clerk-local${base !== '' && html` <span class="tag">${world.instance.name}</span>`}</h1><p>A stand-in compatible with Clerk, on this machine only. Nothing here is a secret.</p></div></header>
<nav aria-label="Sections">${links}</nav>
${notice(query.get('problem'), 'alert')}${notice(query.get('done'), 'status')}
${main}
</main>
</body>
</html>`
  return { content: text, type: 'text/html; charset=utf-8', headers: { 'cache-control': 'no-store', 'content-security-policy': policy, 'referrer-policy': 'same-origin', 'x-frame-options': 'DENY' } }
}

/** A page of its own, without the way to the others: one that a person is sent to. */
export function bare(title: string, main: Part): Answer {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${new Html(pageStyle)}</style>
</head>
<body>
<main class="narrow">
${main}
</main>
</body>
</html>`
  return { content: text, type: 'text/html; charset=utf-8', headers: { 'cache-control': 'no-store', 'content-security-policy': policy, 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY' } }
}

type Part = Html | readonly Html[]

const notice = (text: string | null, role: 'alert' | 'status') => text !== null && text !== '' && html`<p class="notice ${role}" role="${role}">${text}</p>`
