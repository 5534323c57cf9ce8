import { randomBytes } from 'node:crypto'
import { ApiError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { Ticket } from '../../store/rows/ticket.ts'
import type { World } from '../../world.ts'

export type NewTicket = Pick<Ticket, 'kind' | 'userId'> & Partial<Pick<Ticket, 'actor' | 'organizationId' | 'sessionSeconds'>> & { readonly seconds: number }

/** Gives out a token that signs its user in once, without a form. */
export function issueTicket(world: World, { seconds, ...fields }: NewTicket): Ticket {
  const now = world.clock.now()
  return world.store.tickets.insert({
    id: newId(fields.kind === 'actor' ? 'act' : 'sit'),
    token: randomBytes(32).toString('base64url'),
    status: 'pending',
    actor: null,
    organizationId: null,
    sessionSeconds: null,
    expireAt: now + seconds * 1000,
    createdAt: now,
    updatedAt: now,
    ...fields,
  })
}

/** Where a browser goes with it. */
export const ticketUrl = (world: World, { token }: Ticket): string => `${world.url}/i/${world.instance.name}/v1/tickets/accept?ticket=${token}`

/** Takes back a token that nobody has used. */
export function revokeTicket(world: World, kind: Ticket['kind'], id: string): Ticket {
  const ticket = world.store.tickets.get(id)
  if (ticket?.kind !== kind) throw notFound(id)
  const what = kind === 'actor' ? 'Actor token' : 'Sign in token'
  if (ticket.status !== 'pending')
    throw new ApiError(400, `${kind}_token_cannot_be_revoked_code`, 'cannot revoke', {}, `${what} cannot be revoked because its status is ${ticket.status}. Only pending tokens can be revoked.`)
  return world.store.tickets.update(ticket, { status: 'revoked', updatedAt: world.clock.now() })
}
