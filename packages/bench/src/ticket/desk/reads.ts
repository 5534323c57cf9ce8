import { contract, type TicketSummary } from '@throughline/api'
import { commentFaults, idFaults, orderFaults, personFaults, textFaults, ticketFaults } from './belongings.ts'
import { deskCall, type DeskCall } from './desk-call.ts'
import type { DeskUser, Page } from './desk-user.ts'
import { pick } from './pick.ts'
import type { Organization } from './population.ts'

const { activity, comment, organization, ticket, user } = contract

/** What tickets are about. No text but a title has these words, so that what is searched for is in the title. */
export const TOPICS = ['Printer', 'Scanner', 'Router', 'Keyboard', 'Projector', 'Badge']

const isNewer = (one: TicketSummary, other: TicketSummary) => one.createdAt > other.createdAt || (one.createdAt.getTime() === other.createdAt.getTime() && one.id > other.id)

/** From the beginning, by something, or the next page of what they have begun. */
export function listTickets(desk: DeskUser, others: readonly Organization[]): DeskCall {
  const { organization: own } = desk.person
  const page: Partial<Page> = (Math.random() < 0.4 && desk.page) || { filter: anyFilter(own, others) }
  const { filter = {}, cursor, last } = page
  const limit = 5 + Math.floor(Math.random() * 16)
  return deskCall(ticket.list, { ...filter, cursor, limit }, {
    judge({ items, nextCursor }) {
      const next = items.at(-1)
      desk.page = next && nextCursor !== null ? { filter, cursor: nextCursor, last: next } : null
      items.forEach((item) => desk.see(item))
      return [
        ...items.flatMap((item) => ticketFaults(item, own)),
        ...items.flatMap((item) => (isWithin(filter, item) ? [] : [`${item.id} is not what was asked for: ${JSON.stringify(filter)}`])),
        ...orderFaults(last ? [last, ...items] : items, isNewer),
        ...(items.length > limit || (nextCursor !== null && items.length < limit) ? [`${items.length} items of ${limit}`] : []),
      ]
    },
  })
}

function anyFilter({ people }: Organization, others: readonly Organization[]): Page['filter'] {
  const filters: readonly (() => Page['filter'])[] = [
    () => ({}),
    () => ({ status: pick(['open', 'pending', 'closed'] as const)! }), // of three
    () => ({ assignee: pick(['none', ...people.map(({ id }) => id)])! }), // of one at least
    () => ({ text: pick(TOPICS)!.toLowerCase() }), // of six
    // What is written elsewhere: nothing may be found.
    () => ({ text: pick(others)?.slug ?? 'nowhere' }),
  ]
  return pick(filters)!() // of five
}

function isWithin({ status, assignee, text }: Page['filter'], item: TicketSummary): boolean {
  if (status !== undefined && item.status !== status) return false
  if (assignee !== undefined && (item.assignee?.id ?? 'none') !== assignee) return false
  return text === undefined || item.title.toLowerCase().includes(text)
}

export function getTicket(desk: DeskUser): DeskCall | null {
  const seen = desk.anyTicket()
  if (!seen) return null
  return deskCall(ticket.get, { id: seen.id }, {
    judge(found) {
      desk.see(found)
      const { organization: own } = desk.person
      return [
        ...ticketFaults(found, own),
        ...textFaults(found.body, own),
        ...(found.id === seen.id ? [] : [`${found.id} was not asked for`]),
        ...(found.version < seen.version ? [`${found.id} is older than what its caller has seen before`] : []),
      ]
    },
  })
}

/** By an id that is really another organization's. */
export function getForeign(elsewhere: DeskUser | undefined): DeskCall | null {
  const foreign = elsewhere?.anyTicket()
  if (!foreign) return null
  const answered = { foreign: true, judge: () => ['another organization’s ticket was found'] }
  return Math.random() < 0.5 ? deskCall(ticket.get, { id: foreign.id }, answered) : deskCall(comment.list, { ticketId: foreign.id }, answered)
}

export function listComments(desk: DeskUser): DeskCall | null {
  const ticketId = desk.anyTicket()?.id
  if (ticketId === undefined) return null
  return deskCall(comment.list, { ticketId, limit: 50 }, {
    judge: ({ items }) => [
      ...items.flatMap((item) => commentFaults(item, desk.person.organization)),
      ...items.flatMap((item) => (item.ticketId === ticketId ? [] : [`${item.id} is not of ${ticketId}`])),
      ...orderFaults(items, (one, other) => one.createdAt < other.createdAt || (one.createdAt.getTime() === other.createdAt.getTime() && one.id < other.id)),
    ],
  })
}

export function listActivity(desk: DeskUser): DeskCall {
  const subjectId = Math.random() < 0.5 ? desk.anyTicket()?.id : undefined
  return deskCall(activity.list, { subjectId }, {
    judge: ({ items }) => [
      ...items.flatMap(({ actor }) => personFaults(actor, desk.person.organization)),
      ...items.flatMap((item) => (item.subjectId === null ? [] : idFaults(item.subjectId, desk.person.organization))),
      ...items.flatMap((item) => (subjectId === undefined || item.subjectId === subjectId ? [] : [`${item.id} is not about ${subjectId}`])),
      ...orderFaults(items, (one, other) => Number(one.id) > Number(other.id)),
    ],
  })
}

export function listMembers({ person: { organization: own } }: DeskUser): DeskCall {
  return deskCall(organization.members, { limit: 100 }, {
    judge: ({ items }) => [
      ...items.flatMap((member) => personFaults(member, own)),
      ...items.flatMap(({ id, role }) => (own.people.some((person) => person.id === id && person.role !== role) ? [`${id} is ${role}`] : [])),
      ...(items.length === own.people.length ? [] : [`${items.length} members of ${own.people.length}`]),
    ],
  })
}

export function showOrganization({ person: { organization: own } }: DeskUser): DeskCall {
  return deskCall(organization.current, undefined, { judge: ({ id, slug }) => (id === own.id && slug === own.slug ? [] : [`${id} is not ${own.slug}`]) })
}

export function showProfile({ person }: DeskUser): DeskCall {
  return deskCall(user.profile, undefined, {
    judge: ({ id, email, displayName }) => (id === person.id && email === person.email && displayName === person.name ? [] : [`the profile of ${email} for ${person.email}`]),
  })
}
