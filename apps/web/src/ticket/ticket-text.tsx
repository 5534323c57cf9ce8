'use client'
import { useAuth } from '@clerk/nextjs'
import type { Ticket } from '@throughline/api'
import { useState } from 'react'
import { useCan } from '../trpc/react.ts'
import { TicketEditor } from './ticket-editor.tsx'

/** What a ticket says, and the form to change it for who wrote it and for who manages tickets. */
export function TicketText({ ticket }: { ticket: Ticket }) {
  const [editing, setEditing] = useState<Ticket | null>(null)
  const can = useCan()
  const { userId, has } = useAuth()
  const mayEdit = can('ticket.update') && (ticket.author.id === userId || has?.({ permission: 'org:ticket:manage' }) === true)
  if (editing) return <TicketEditor ticket={editing} onDone={() => setEditing(null)} />

  return (
    <>
      <div className="flex items-start justify-between gap-3">
        <h1 id="ticket-title" className="min-w-0 text-2xl font-semibold tracking-tight break-words sm:text-3xl">
          {ticket.title}
        </h1>
        {mayEdit && (
          <button type="button" className="button-quiet" onClick={() => setEditing(ticket)}>
            Edit
          </button>
        )}
      </div>
      {ticket.body && <p className="mt-4 text-base/7 break-words whitespace-pre-line">{ticket.body}</p>}
    </>
  )
}
