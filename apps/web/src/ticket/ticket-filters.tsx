'use client'
import type { TicketFilter } from '@throughline/api'
import { useEffect, useEffectEvent, useState } from 'react'
import { HydratedFieldset } from '../site/hydrated-fieldset.tsx'
import { STATUS_NAMES, STATUSES } from './status-badge.tsx'
import { useMembers } from './use-members.ts'
import { prepareText } from './use-ticket-filter.ts'

const TYPING_MS = 250

interface TicketFiltersProps {
  filter: TicketFilter
  onChange: (name: keyof TicketFilter, value: string) => void
}

export function TicketFilters({ filter, onChange }: TicketFiltersProps) {
  const members = useMembers()
  return (
    <search aria-label="Tickets">
      <HydratedFieldset className="mb-4 grid min-w-0 grid-cols-2 gap-3 sm:grid-cols-[minmax(0,1fr)_10rem_12rem]">
        <SearchField text={filter.text ?? ''} onChange={(text) => onChange('text', text)} />
        <select aria-label="Status" className="field" value={filter.status ?? ''} onChange={({ target }) => onChange('status', target.value)}>
          <option value="">Any status</option>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {STATUS_NAMES[status]}
            </option>
          ))}
        </select>
        <select aria-label="Assignee" className="field" value={filter.assignee ?? ''} onChange={({ target }) => onChange('assignee', target.value)}>
          <option value="">Any assignee</option>
          <option value="none">Unassigned</option>
          {members.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </HydratedFieldset>
    </search>
  )
}

/** What is typed goes into the address once it pauses; what comes from there, as by the browser's back, shows. */
function SearchField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(text)
  const [shown, setShown] = useState(text)
  // On its way into the address, the oldest first.
  const [sent, setSent] = useState<readonly string[]>([])
  if (shown !== text) {
    setShown(text)
    const arrived = sent.indexOf(text)
    setSent(arrived === -1 ? [] : sent.slice(arrived + 1))
    // One's own text comes back when more may have been typed.
    if (arrived === -1) setTyped(text)
  }
  const settle = useEffectEvent(() => {
    const settled = typed.trim()
    if (settled === (sent.at(-1) ?? text)) return
    setSent([...sent, settled])
    onChange(settled)
  })
  useEffect(() => {
    const timer = setTimeout(() => settle(), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <input
      type="search"
      aria-label="Search in tickets"
      aria-keyshortcuts="/"
      placeholder="Search"
      maxLength={100}
      className="field col-span-2 sm:col-span-1"
      value={typed}
      onFocus={prepareText}
      onChange={({ target }) => setTyped(target.value)}
    />
  )
}
