import { auth } from '@clerk/nextjs/server'
import { ticketFilterSchema } from '@throughline/api'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Prefetched } from '../../../site/prefetched.tsx'
import { ChooseOrganization } from '../../../ticket/choose-organization.tsx'
import { addressOf, checkedFilter, listInput, writtenFilter } from '../../../ticket/filter.ts'
import { TicketList } from '../../../ticket/ticket-list.tsx'
import { TicketListSkeleton } from '../../../ticket/ticket-skeleton.tsx'
import { TicketState } from '../../../ticket/ticket-state.tsx'
import { TicketsSignedOut } from '../../../ticket/tickets-signed-out.tsx'
import { api, HydrateClient } from '../../../trpc/server.ts'

export const metadata: Metadata = { title: 'Tickets' }

interface TicketsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function TicketsPage({ searchParams }: TicketsPageProps) {
  const { userId, orgId, redirectToSignIn } = await auth()
  if (userId === null) return redirectToSignIn()
  const written = writtenFilter(await searchParams)
  const filter = checkedFilter(written, ticketFilterSchema)
  // The browser goes by what is written.
  if (addressOf(filter) !== addressOf(written)) redirect(addressOf(filter))
  return <div className="pb-16">{orgId ? <List input={listInput(filter)} /> : <NoOrganization />}</div>
}

function List({ input }: { input: ReturnType<typeof listInput> }) {
  const calls = Promise.all([api.ticket.list.prefetchInfinite(input, {}), api.organization.members.prefetch({ limit: 100 })])
  return (
    <Prefetched calls={calls} fallback={<Waiting />}>
      <HydrateClient fallback={<Waiting />} signedOut={<TicketsSignedOut />}>
        <TicketList />
      </HydrateClient>
    </Prefetched>
  )
}

function NoOrganization() {
  return (
    <TicketState page="Tickets">
      <ChooseOrganization />
    </TicketState>
  )
}

function Waiting() {
  return (
    <div className="pt-14">
      <h1 className="pb-6 text-3xl font-semibold tracking-tight">Tickets</h1>
      <TicketListSkeleton />
    </div>
  )
}
