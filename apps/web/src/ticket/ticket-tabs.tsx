'use client'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'

const TABS = { conversation: 'Conversation', activity: 'Activity' } as const
export type TicketTab = keyof typeof TABS

interface TicketTabsProps {
  tab: TicketTab
  onChange: (tab: TicketTab) => void
  children: ReactNode
}

/** @see https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
export function TicketTabs({ tab, onChange, children }: TicketTabsProps) {
  const list = useRef<HTMLDivElement>(null)
  const names = Object.keys(TABS) as TicketTab[] // keys() forgets the keys it was given

  function onKeyDown({ key }: KeyboardEvent): void {
    if (key !== 'ArrowRight' && key !== 'ArrowLeft') return
    const next = names[(names.indexOf(tab) + 1) % names.length]! // there are two
    onChange(next)
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }

  return (
    <section aria-label="What was said and done" className="mt-4 min-w-0">
      <div ref={list} role="tablist" aria-label="Show" className="border-line flex gap-1 border-b">
        {names.map((name) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            aria-selected={name === tab}
            aria-controls="tab-panel"
            tabIndex={name === tab ? 0 : -1}
            className="text-muted aria-selected:border-accent aria-selected:text-ink -mb-px border-b-2 border-transparent px-3 py-2 text-sm font-medium"
            onClick={() => onChange(name)}
            onKeyDown={onKeyDown}
          >
            {TABS[name]}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className="pt-6">
        {children}
      </div>
    </section>
  )
}
