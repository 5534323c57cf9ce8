import type { Ticket } from '@throughline/api'
import { currentOf, errorData } from '@throughline/next'
import { loaded } from '../site/form-schema.ts'

/** Why a change was not made, and the ticket as it is now where somebody was faster. */
export interface TicketRefusal {
  readonly error: unknown
  readonly current: Ticket | undefined
}

/** The ticket as it is now, of a CONFLICT that carries it; `undefined` also where the schema that checks it cannot be loaded. */
export async function currentTicketOf(error: unknown): Promise<Ticket | undefined> {
  if (errorData(error)?.current === undefined) return undefined
  const schemas = await loaded(() => import('./ticket-schemas.ts'))
  return schemas && currentOf(error, schemas.ticketSchema)
}
