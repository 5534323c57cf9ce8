import type { Call } from '../../http/call.ts'
import type { Answer } from '../../http/router.ts'
import type { Message } from '../../store/rows/message.ts'
import type { World } from '../../world.ts'
import { heading, pager, table, time } from './elements.ts'
import { html, type Html } from './html.ts'
import { baseOf, document } from './layout.ts'
import { offsetOf } from './offset.ts'

const SHOWN = 50

export const MESSAGE_HEADS = ['Code or link', 'To', 'Subject', 'Sent']

/** Everything that was mailed or texted, newest first, with its code or its link. */
export function outboxPage(call: Call): Answer {
  const { world, query } = call
  const { size } = world.store.messages
  const offset = offsetOf(query)
  const address = (at: number) => `${baseOf(world)}/outbox?offset=${at}`
  return document(call, 'Outbox', html`<section>${heading('outbox', 'Sent emails and texts', size)}${table('outbox', MESSAGE_HEADS, messageRows(world, offset, SHOWN), 'No email yet. Ask for a code in the app and come back.')}${pager(address, offset, SHOWN, size)}</section>`)
}

export function messageRows({ store }: World, offset: number, limit: number): Html[] {
  return [...store.messages.values()].toReversed().slice(offset, offset + limit).map(row)
}

function row({ to, kind, code, link, channel, at }: Message): Html {
  const way = channel === 'sms' && html` <span class="tag">text</span>`
  return html`<tr><td>${code !== '' && html`<code class="code">${code}</code>`}${link !== null && anchor(link)}</td><td>${to}${way}</td><td>${kind}</td><td class="soft">${time(at)}</td></tr>`
}

/** Only what a browser may follow: a link comes from what an app has asked for. */
function anchor(link: string): Html {
  const safe = URL.canParse(link) && /^https?:$/.test(new URL(link).protocol)
  return safe ? html`<a href="${link}" rel="noreferrer">Open the link</a>` : html`<code>${link}</code>`
}
