import { randomUUID } from 'node:crypto'
import { contract, ticketSchema, ticketStatusSchema, type Ticket, type TicketSummary } from '@throughline/api'
import { commentFaults, textFaults, ticketFaults } from './belongings.ts'
import type { Deed } from './deed.ts'
import { deskCall, type DeskCall, type Write } from './desk-call.ts'
import type { DeskUser } from './desk-user.ts'
import { markedId, markedText } from './marks.ts'
import { pick } from './pick.ts'
import { may } from './population.ts'
import { TOPICS } from './reads.ts'

const { comment, ticket } = contract

/** Different from every other. */
const someTitle = (desk: DeskUser) => markedText(desk.person.organization, `${pick(TOPICS)} ${randomUUID().slice(0, 8)}`)
const someBody = (desk: DeskUser) => markedText(desk.person.organization, 'It worked yesterday. '.repeat(1 + Math.floor(Math.random() * 10)).trim())

export function createTicket(desk: DeskUser): DeskCall {
  const input = { id: markedId(desk.person.organization), title: someTitle(desk), body: someBody(desk) }
  const claim: Deed = { action: 'ticket.create', ticketId: input.id, person: desk.person }
  return deskCall(ticket.create, input, {
    write: onceFor(claim),
    judge: (made) => [...ownFaults(made, desk), ...(isMade(made, { ...input, version: 1, status: 'open' }) && made.author.id === desk.person.id ? [] : [`${made.id} is not as it was made`])],
  })
}

export function addComment(desk: DeskUser): DeskCall | null {
  const ticketId = desk.anyTicket()?.id
  if (ticketId === undefined) return null
  const input = { id: markedId(desk.person.organization), ticketId, body: someBody(desk) }
  const claim: Deed = { action: 'comment.add', ticketId, commentId: input.id, person: desk.person }
  return deskCall(comment.add, input, {
    write: onceFor(claim),
    judge: (made) => [...commentFaults(made, desk.person.organization), ...(isMade(made, input) && made.author.id === desk.person.id ? [] : [`${made.id} is not as it was made`])],
  })
}

/** Its own title and text, or anybody's for who manages tickets. */
export function updateTicket(desk: DeskUser): DeskCall | null {
  const seen = desk.anyTicket(({ author }) => author.id === desk.person.id || may(desk.person, 'org:ticket:manage'))
  if (!seen) return null
  const change = { title: someTitle(desk), body: someBody(desk) }
  return deskCall(ticket.update, { id: seen.id, version: seen.version, ...change }, {
    write: changeOf(desk, seen, 'ticket.update', change.title),
    // Nobody else has written this very title: it was never so already.
    judge: (changed) => [...ownFaults(changed, desk), ...(isMade(changed, { id: seen.id, version: seen.version + 1, ...change }) ? [] : [`${changed.id} is not as it was changed`])],
  })
}

export function setStatus(desk: DeskUser): DeskCall | null {
  const seen = may(desk.person, 'org:ticket:status') && desk.anyTicket()
  if (!seen) return null
  const status = pick(ticketStatusSchema.options.filter((each) => each !== seen.status))! // of two
  return deskCall(ticket.setStatus, { id: seen.id, version: seen.version, status }, {
    write: changeOf(desk, seen, 'ticket.setStatus', status),
    judge: (changed) => [...ownFaults(changed, desk), ...(isMade(changed, { id: seen.id, status }) && changed.version > seen.version ? [] : [`${changed.id} is not as it was changed`])],
  })
}

export function assignTicket(desk: DeskUser): DeskCall | null {
  const seen = may(desk.person, 'org:ticket:assign') && desk.anyTicket()
  if (!seen) return null
  const assigneeId = pick([null, ...desk.person.organization.people.map(({ id }) => id)].filter((each) => each !== (seen.assignee?.id ?? null))) ?? null
  return deskCall(ticket.assign, { id: seen.id, version: seen.version, assigneeId }, {
    write: changeOf(desk, seen, 'ticket.assign', assigneeId),
    judge: (changed) => [...ownFaults(changed, desk), ...(changed.id === seen.id && (changed.assignee?.id ?? null) === assigneeId && changed.version > seen.version ? [] : [`${changed.id} is not as it was changed`])],
  })
}

function ownFaults(found: Ticket, desk: DeskUser): string[] {
  desk.see(found)
  return [...ticketFaults(found, desk.person.organization), ...textFaults(found.body, desk.person.organization)]
}

const isMade = (found: object, wanted: object) => Object.entries(wanted).every(([field, value]) => found[field as keyof typeof found] === value) // a field that is not there is undefined

/** Something new, under an id of its own. */
const onceFor = (claim: Deed): Write => ({ claim, version: null, acknowledged: () => claim, refused: () => ['nothing is in the way of something new'] })

/**
 * A change of what was seen. An answer with the next version acknowledges it, and so it does if somebody else was faster
 * with the very same change. With a later version it was so already, and who made it so is not known.
 */
function changeOf(desk: DeskUser, { id, version }: TicketSummary, action: Exclude<Deed['action'], 'ticket.create' | 'comment.add'>, to: string | null): Write {
  const claim: Deed = { action, ticketId: id, version: version + 1, to, person: desk.person }
  return {
    claim,
    version,
    acknowledged: (data) => ((data as Ticket).version === version + 1 ? claim : null), // judged before
    refused(current) {
      const parsed = ticketSchema.safeParse(current)
      if (!parsed.success) return ['a conflict comes without the ticket as it is now']
      return [...ownFaults(parsed.data, desk), ...(parsed.data.id === id ? [] : ['a conflict comes with another ticket']), ...(parsed.data.version > version ? [] : ['a conflict comes with nothing newer'])]
    },
  }
}
