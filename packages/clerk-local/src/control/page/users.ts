import type { Call } from '../../http/call.ts'
import type { Answer } from '../../http/router.ts'
import { usersMatching } from '../../backend-api/user-filter.ts'
import { field, heading, pager, table } from './elements.ts'
import { html } from './html.ts'
import { baseOf, document } from './layout.ts'
import { offsetOf } from './offset.ts'
import { userRow } from './overview.ts'

const SHOWN = 50

/** Everybody, newest first, or those whom a search finds; and a form for a new one. */
export function usersPage(call: Call): Answer {
  const { world, query } = call
  const base = baseOf(world)
  const words = query.get('query') ?? ''
  const found = usersMatching(call)
  const offset = offsetOf(query)
  const address = (at: number) => `${base}/users?${new URLSearchParams({ ...(words !== '' && { query: words }), offset: String(at) })}`
  const rows = found.slice(offset, offset + SHOWN).map((user) => userRow(world, user))
  return document(call, 'Users', [
    html`<section>${heading('users', 'Users', found.length)}<div class="card"><form class="line" role="search" action="${base}/users">${field('query', 'Name, email, username or id', words, { type: 'search' })}<button>Search</button></form></div>
${table('users', ['Email', 'Password', 'Name', 'Organizations', 'Id'], rows, 'Nobody.')}${pager(address, offset, SHOWN, found.length)}</section>`,
    html`<section>${heading('new', 'New user')}<div class="card"><form class="line" method="post" action="${base}/_control/page/users">
${field('email_address', 'Email', '', { type: 'email' })}${field('password', 'Password', '')}${field('first_name', 'First name', '')}${field('last_name', 'Last name', '')}<button class="primary">Create</button></form></div></section>`,
  ])
}
