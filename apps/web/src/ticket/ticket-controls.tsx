'use client'
import type { Ticket, TicketStatus } from '@throughline/api'
import { errorData, isUnavailable } from '@throughline/next'
import { useIsHydrated } from '../site/use-is-hydrated.ts'
import { useCan } from '../trpc/react.ts'
import type { TicketRefusal } from './current-ticket.ts'
import { DeleteTicket } from './delete-ticket.tsx'
import { STATUS_NAMES, STATUSES } from './status-badge.tsx'
import { useMembers } from './use-members.ts'
import { useChangeTicket } from './use-ticket-mutations.ts'

/** Status and assignee, for whoever may change them; the others see why they may not. */
export function TicketControls({ ticket }: { ticket: Ticket }) {
  const can = useCan()
  const members = useMembers()
  const { refusal, setStatus, assign } = useChangeTicket(ticket.id, members)
  const { status, assignee } = ticket
  const isKnown = assignee === null || members.some((member) => member.id === assignee.id)

  return (
    <section aria-label="Status and assignee" className="card grid gap-4 p-5">
      <Choice label="Status" value={status} isAllowed={can('ticket.setStatus')} onChange={(next) => void setStatus(next as TicketStatus /* one of the options below */)}>
        {STATUSES.map((option) => (
          <option key={option} value={option}>
            {STATUS_NAMES[option]}
          </option>
        ))}
      </Choice>
      <Choice label="Assignee" value={assignee?.id ?? ''} isAllowed={can('ticket.assign')} onChange={(next) => void assign(next || null)}>
        <option value="">Unassigned</option>
        {!isKnown && <option value={assignee?.id}>{assignee?.name}</option>}
        {members.map((member) => (
          <option key={member.id} value={member.id}>
            {member.name}
          </option>
        ))}
      </Choice>
      {refusal && (
        <p role="alert" className="text-danger text-sm">
          {messageOf(refusal)}
        </p>
      )}
      {can('ticket.remove') && <DeleteTicket ticket={ticket} />}
    </section>
  )
}

interface ChoiceProps {
  label: string
  value: string
  isAllowed: boolean
  onChange: (value: string) => void
  children: React.ReactNode
}

function Choice({ label, value, isAllowed, onChange, children }: ChoiceProps) {
  const id = `ticket-${label.toLowerCase()}`
  // What is chosen before the page is React's would go nowhere.
  const isReady = useIsHydrated()
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select id={id} className="field disabled:bg-sunken" value={value} disabled={!isAllowed || !isReady} aria-describedby={isAllowed ? undefined : `${id}-why`} onChange={({ target }) => onChange(target.value)}>
        {children}
      </select>
      {!isAllowed && (
        <p id={`${id}-why`} className="text-muted text-xs">
          Your role does not allow you to change it.
        </p>
      )}
    </div>
  )
}

function messageOf({ error, current }: TicketRefusal): string {
  if (current) return `Not changed: somebody was faster. It is ${STATUS_NAMES[current.status].toLowerCase()}, and ${current.assignee?.name ?? 'nobody'} has it.`
  if (isUnavailable(error)) return 'Not changed: the API is not answering. Try again in a moment.'
  return `Not changed: ${errorData(error) && error instanceof Error ? error.message : 'something went wrong on the server.'}`
}
