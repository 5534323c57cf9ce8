import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client'
import type { AppRouter } from '@throughline/api'
import type { Stack } from '@throughline/stack'
import superjson from 'superjson'
import type { Page } from '../lighthouse/page.ts'

const USER = 'ada@example.com'
/** More than one page of the list. */
const TICKETS = 30
const COMMENTS = 10

/** The desk's pages, with tickets in the list and comments at the one that is opened. */
export const DESK_PAGES: readonly Page[] = [
  {
    name: '/tickets',
    user: USER,
    async path(stack) {
      const desk = await deskOf(stack)
      for (let number = 1; number <= TICKETS; number++) await desk.ticket.create.mutate({ title: `Printer ${number} on the third floor is on fire`, body: 'It burns.' })
      return '/tickets'
    },
  },
  {
    name: '/tickets/[id]',
    user: USER,
    async path(stack) {
      const desk = await deskOf(stack)
      const { id } = await desk.ticket.create.mutate({ title: 'The scanner scans nothing', body: 'Since this morning.\nIt is switched on.' })
      for (let number = 1; number <= COMMENTS; number++) await desk.comment.add.mutate({ ticketId: id, body: `We have looked at it ${number} times and cannot say yet what it is.` })
      return `/tickets/${id}`
    },
  },
  { name: '/tickets/new', user: USER, path: () => '/tickets/new' },
]

async function deskOf({ apiUrl, clerkUrl, webUrl }: Stack): Promise<TRPCClient<AppRouter>> {
  const answer = await fetch(`${clerkUrl}/_control/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: USER, organization: 'acme', azp: webUrl }),
  })
  const { token } = (await answer.json()) as { token: string } // what the stand-in's README says of this route
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${apiUrl}/trpc`, transformer: superjson, headers: { authorization: `Bearer ${token}` } })] })
}
