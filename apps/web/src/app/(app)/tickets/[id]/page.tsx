import { auth } from '@clerk/nextjs/server'
import { contract } from '@throughline/api'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Prefetched } from '../../../../site/prefetched.tsx'
import { ChooseOrganization } from '../../../../ticket/choose-organization.tsx'
import { commentInput } from '../../../../ticket/comment-input.ts'
import { TicketPage } from '../../../../ticket/ticket-page.tsx'
import { TicketSkeleton } from '../../../../ticket/ticket-skeleton.tsx'
import { TicketState } from '../../../../ticket/ticket-state.tsx'
import { TicketsSignedOut } from '../../../../ticket/tickets-signed-out.tsx'
import { api, HydrateClient } from '../../../../trpc/server.ts'

export const metadata: Metadata = { title: 'Ticket' }

interface PageProps {
  params: Promise<{ id: string }>
}

export default async function OneTicketPage({ params }: PageProps) {
  const { userId, orgId, redirectToSignIn } = await auth()
  if (userId === null) return redirectToSignIn()
  // As the API writes it: what is shown and what is followed go by it.
  const id = (await params).id.toLowerCase()
  // The address itself names no ticket.
  if (!contract.ticket.get.input.safeParse({ id }).success) notFound()
  return (
    <div className="pb-16">
      {orgId ? (
        <Ticket id={id} />
      ) : (
        <TicketState page="Ticket">
          <ChooseOrganization />
        </TicketState>
      )}
    </div>
  )
}

function Ticket({ id }: { id: string }) {
  // The ticket last: it is then at least as new as the event that the comments are as of.
  const calls = Promise.all([api.comment.list.prefetchInfinite(commentInput(id), {}), api.organization.members.prefetch({ limit: 100 })]).then(() => api.ticket.get.prefetch({ id }))
  return (
    <Prefetched calls={calls} fallback={<TicketSkeleton />}>
      <HydrateClient fallback={<TicketSkeleton />} signedOut={<TicketsSignedOut />}>
        <TicketPage id={id} />
      </HydrateClient>
    </Prefetched>
  )
}
