import { expireSessions, isOpen } from '../../domain/sessions/sessions.ts'
import { primaryEmail } from '../../domain/users/users.ts'
import type { Call } from '../../http/call.ts'
import type { Answer } from '../../http/router.ts'
import type { Session } from '../../store/rows/session.ts'
import type { World } from '../../world.ts'
import { button, heading, pager, table, time } from './elements.ts'
import { html, type Html } from './html.ts'
import { baseOf, document } from './layout.ts'
import { offsetOf } from './offset.ts'

const SHOWN = 50

export const SESSION_HEADS = ['User', 'State', 'Organization', 'Last active', 'Id', '']

/** Who is signed in anywhere, newest first, with a way to end it. */
export function sessionsPage(call: Call): Answer {
  const { world, query } = call
  expireSessions(world, world.store.sessions.values())
  const open = [...world.store.sessions.values()].filter(isOpen).toReversed()
  const offset = offsetOf(query)
  const rows = open.slice(offset, offset + SHOWN).map((session) => sessionRow(world, session, '/sessions'))
  const all = open.length > 0 && html` ${button(`${baseOf(world)}/_control/page/sessions/revoke-all`, 'Revoke all', {}, 'danger')}`
  return document(call, 'Sessions', html`<section>${heading('sessions', 'Sessions', open.length)}${table('sessions', SESSION_HEADS, rows, 'Nobody is signed in.')}${pager((at) => `${baseOf(world)}/sessions?offset=${at}`, offset, SHOWN, open.length)}<div class="actions">${all}</div></section>`)
}

/** `back` is the path of the page that the row stands on. */
export function sessionRow(world: World, session: Session, back: string): Html {
  const user = world.store.users.get(session.userId)
  const organization = session.organizationId === null ? undefined : world.store.organizations.get(session.organizationId)
  const who = user ? html`<a href="${baseOf(world)}/users/${user.id}">${primaryEmail(user) ?? user.id}</a>` : html`${session.userId}`
  return html`<tr><td>${who}${session.actor !== null && html` <span class="tag">impersonated</span>`}</td><td>${session.status}</td><td>${organization?.name ?? '—'}</td><td class="soft">${time(session.lastActiveAt)}</td><td><code class="soft">${session.id}</code></td><td>${button(`${baseOf(world)}/_control/page/sessions/${session.id}/revoke`, 'Revoke', { back }, 'danger')}</td></tr>`
}
