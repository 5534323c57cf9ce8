import { expect } from 'vitest'
import type { Query } from '../../test/query-database.ts'

/** A ticket, a line of the audit about one, or an event that tells of one. */
interface Counted {
  readonly organization: string
  readonly id: string
}

/** What a database holds, each in the order of the tickets' ids. */
export interface Counts {
  readonly tickets: readonly Counted[]
  readonly audited: readonly Counted[]
  readonly told: readonly Counted[]
}

export async function countTickets(query: Query): Promise<Counts> {
  const sorted = async (text: string) => (await query<Counted>(text)).rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return {
    tickets: await sorted('select organization_id as organization, id from tickets'),
    audited: await sorted("select organization_id as organization, subject_id as id from activity where action = 'ticket.create' and not denied"),
    told: await sorted("select scope as organization, data->>'ticketId' as id from events where topic = 'ticket'"),
  }
}

/**
 * Everybody has finished. What was acknowledged is there, once and as a whole: the row, its line in the audit and its event.
 * There is nothing else.
 */
export function expectExactly(acknowledged: readonly string[], { tickets, audited, told }: Counts): void {
  expect(idsOf(tickets)).toEqual(acknowledged.toSorted())
  expect(audited).toEqual(tickets)
  expect(told).toEqual(tickets)
}

export const idsOf = (counted: readonly Counted[], organization?: string) => counted.filter((each) => organization === undefined || each.organization === organization).map(({ id }) => id)
