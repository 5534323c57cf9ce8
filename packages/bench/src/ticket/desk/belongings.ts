import type { Comment, Person, TicketSummary } from '@throughline/api'
import { markedText } from './marks.ts'
import type { Organization } from './population.ts'

// `foreignMarks` finds what is of another organization. Here is what must be there: a row without any mark is nobody's.

/** What is wrong with somebody whom an answer names; they have to be of this organization, under their own name. */
export function personFaults({ id, name }: Person, { people, slug }: Organization): string[] {
  const known = people.find((person) => person.id === id)
  if (!known) return [`${id} is not of ${slug}`]
  return known.name === name ? [] : [`${id} is called ${name}`]
}

export function ticketFaults({ id, title, author, assignee }: TicketSummary, organization: Organization): string[] {
  return [...idFaults(id, organization), ...textFaults(title, organization), ...personFaults(author, organization), ...(assignee ? personFaults(assignee, organization) : [])]
}

export function commentFaults({ id, ticketId, body, author }: Comment, organization: Organization): string[] {
  return [...idFaults(id, organization), ...idFaults(ticketId, organization), ...textFaults(body, organization), ...personFaults(author, organization)]
}

export function idFaults(id: string, { number, slug }: Organization): string[] {
  return id.startsWith(`000000${number}-`) ? [] : [`${id} is not of ${slug}`]
}

export function textFaults(text: string, organization: Organization): string[] {
  return text.startsWith(markedText(organization, '')) ? [] : [`“${text}” is not of ${organization.slug}`]
}

/** What is wrong with the order of a list, in which each item has to come after the one before it. */
export function orderFaults<T>(items: readonly T[], isBefore: (one: T, other: T) => boolean): string[] {
  return items.slice(1).flatMap((item, index) => (isBefore(items[index]!, item) ? [] : [`item ${index + 1} is not in order`])) // index is that of the one before
}
