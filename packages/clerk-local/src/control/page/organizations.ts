import type { Call } from '../../http/call.ts'
import type { Answer } from '../../http/router.ts'
import { field, heading, pager, table } from './elements.ts'
import { html } from './html.ts'
import { baseOf, document } from './layout.ts'
import { offsetOf } from './offset.ts'
import { organizationRow, ORGANIZATION_HEADS } from './overview.ts'

const SHOWN = 50

export function organizationsPage(call: Call): Answer {
  const { world, query } = call
  const base = baseOf(world)
  const words = (query.get('query') ?? '').toLowerCase()
  const found = [...world.store.organizations.values()].filter(({ name, slug, id }) => `${name} ${slug} ${id}`.toLowerCase().includes(words))
  const offset = offsetOf(query)
  const rows = found.slice(offset, offset + SHOWN).map(({ id, name, slug }) => organizationRow(world, id, name, slug))
  const address = (at: number) => `${base}/organizations?${new URLSearchParams({ ...(words !== '' && { query: words }), offset: String(at) })}`
  return document(call, 'Organizations', [
    html`<section>${heading('organizations', 'Organizations', found.length)}<div class="card"><form class="line" role="search" action="${base}/organizations">${field('query', 'Name, slug or id', words, { type: 'search' })}<button>Search</button></form></div>${table('organizations', ORGANIZATION_HEADS, rows, 'None.')}${pager(address, offset, SHOWN, found.length)}</section>`,
    html`<section>${heading('new', 'New organization')}<div class="card"><form class="line" method="post" action="${base}/_control/page/organizations">${field('name', 'Name', '', { required: true })}${field('slug', 'Slug', '', { required: true, hint: 'lower case letters, digits, hyphens' })}<button class="primary">Create</button></form></div></section>`,
  ])
}
