import { auth } from '@clerk/nextjs/server'
import type { Metadata } from 'next'
import { PageTitle } from '../../../../site/page-title.tsx'
import { ChooseOrganization } from '../../../../ticket/choose-organization.tsx'
import { NewTicketForm } from '../../../../ticket/new-ticket-form.tsx'

export const metadata: Metadata = { title: 'New ticket' }

export default async function NewTicketPage() {
  const { userId, orgId, redirectToSignIn } = await auth()
  if (userId === null) return redirectToSignIn()
  return (
    <div className="pb-16">
      <PageTitle title="New ticket">Everybody in your organization sees it.</PageTitle>
      {orgId ? <NewTicketForm /> : <ChooseOrganization />}
    </div>
  )
}
